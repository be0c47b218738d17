/** Declares tests that need something real: they run where it is, are skipped aloud where it is not, and fail in CI. */

/** Why something is missing; undefined where it is there. */
export type MissingReason = string | undefined

/** With `DMAP_REQUIRE_ENGINE=1` a missing Engine or sshd is a failure instead of a skipped test. */
export const describeUnlessMissing = (name: string, reason: MissingReason, body: () => void): void => {
  if (reason === undefined) {
    describe(name, body)
  } else if (process.env['DMAP_REQUIRE_ENGINE'] === '1') {
    describe(name, () => {
      it('finds what it needs', () => {
        throw new Error(`${reason}, and DMAP_REQUIRE_ENGINE=1 says that there must be one`)
      })
    })
  } else {
    process.stderr.write(`skipped: ${name}: ${reason}\n`)
    describe.skip(`${name} (${reason})`, body)
  }
}

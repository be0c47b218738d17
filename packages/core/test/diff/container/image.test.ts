import { compareContainer } from '../../../src/diff/container'
import { body, client, IMAGE_ID, image, observed, wanted } from '../sample'
import { effects, FULL, host } from './compared'

describe('the image', () => {
  const other = 'sha256:0000000000000000000000000000000000000000000000000000000000000002'
  const have = observed(wanted(body({})), image(FULL))

  it('differs by the id behind the reference', () => {
    const images = [image(FULL, { references: [] }), image({}, { id: other })]
    expect(compareContainer(wanted(body({})), have, { client: client({ images }) })).toEqual({
      _tag: 'Changed',
      changes: [{ field: 'Image', want: other, have: IMAGE_ID, effect: 'replace', policy: 'strict' }],
    })
  })

  it('is the same under another reference', () => {
    const images = [image(FULL, { references: ['app:1', 'app:2'] })]
    const want = wanted(body({ Image: 'docker.io/library/app:2' }))
    expect(compareContainer(want, have, { client: client({ images }) })).toEqual({ _tag: 'Same' })
  })

  it.each([
    ['app:1', {}],
    ['docker.io/library/app:1', {}],
    ['app:2', { Image: 'replace' }],
    ['app@sha256:abc', { Image: 'replace' }],
  ])('is compared by its reference %s while it is to be pulled', (reference, expected) => {
    const want = wanted(body({ Image: reference }))
    const images = [image(FULL, { references: [] })]
    expect(effects(compareContainer(want, have, { client: client({ images }) }))).toEqual(expected)
  })

  it('may be given, as it will be', () => {
    const context = { client: client({ images: [image(FULL)] }), wantImage: image({}, { id: other }) }
    expect(effects(compareContainer(wanted(body({})), have, context))).toEqual({ Image: 'replace' })
  })

  it('may have set whatever the map does not, where it is not known', () => {
    const context = { client: client({ images: [] }) }
    expect(compareContainer(wanted(body({})), have, context)).toEqual({ _tag: 'Same' })
    const expected = { 'Env.MODE': 'replace', 'HostConfig.Init': 'replace', User: 'replace' }
    const want = wanted(body({ Env: ['MODE=own'], User: '1', ...host({ Init: true }) }))
    expect(effects(compareContainer(want, have, context))).toEqual(expected)
  })
})

/** Containers as an Engine tells of them, read. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { containerFromInspect, type ObservedContainer } from '../../src/index'

export const ID = 'a'.repeat(64)

const raw = (members: Record<string, unknown> = {}) => ({
  Id: ID,
  Name: '/web',
  Image: 'sha256:1',
  State: { Status: 'created', StartedAt: '0001-01-01T00:00:00Z' },
  ...members,
})

export const read = (
  members: Record<string, unknown> = {},
  defaults?: Parameters<typeof containerFromInspect>[1],
): ObservedContainer => {
  const container = containerFromInspect(raw(members), defaults)
  if (isLeft(container)) throw new Error(container.left)
  const { made, ...observed } = container.right
  return observed
}

export const host = (HostConfig: Record<string, unknown>) => read({ HostConfig }).hostConfig
export const config = (Config: Record<string, unknown>, HostConfig = {}) => read({ Config, HostConfig }).config

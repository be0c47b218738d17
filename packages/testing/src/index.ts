/** What dmap's own tests share. Not published. */
export { describeWithEngine } from './describe-with-engine'
export type { SshdInTests } from './describe-with-sshd'
export { describeWithSshd } from './describe-with-sshd'
export type { Answer, TestEngine } from './engine'
export { dockerCommand, testEngine } from './engine'
export type { ImageConfig } from './image'
export type { SshdOptions, TestSshd } from './sshd'
export { startSshd } from './sshd'

/** The public names of `@dmap/exec-ssh-cli`. */
export { type Command, type CommandOptions, commandFor } from './command'
export { type SshCliOptions, sshCliExecutor } from './executor'
export { quote } from './quote'
export { type ScriptOptions, shellScript } from './script'

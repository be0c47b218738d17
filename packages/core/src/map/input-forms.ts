/** Types of the forms, short and long, in which the value of one field is written in code. */
import type { Condition, ExecPolicy, SecretRef } from './model'

export type TextInput = string | number | SecretRef
export type Name = string | number
export type OneOrMore<T> = T | ReadonlyArray<T>
type FlagInput = boolean | 'ro' | 'rw' | 'true' | null

type PathAndFlag = readonly [path: string] | readonly [path: string, flag: FlagInput]

export type BindItem =
  | string
  | readonly [alias: string]
  | readonly [aliasOrPath: string, flagOrHostPath: FlagInput | string | PathAndFlag]
  | readonly [path: string, hostPath: string, flag: FlagInput]
  | { readonly alias: string; readonly readonly?: FlagInput }
  | { readonly path: string; readonly host_path: string; readonly readonly?: FlagInput }
  | { readonly [aliasOrPath: string]: FlagInput | string | PathAndFlag }

export type BindsInput = OneOrMore<BindItem>

export type UseItem =
  | string
  | readonly [name: string]
  | readonly [name: string, flagOrPath: FlagInput | string | PathAndFlag]
  | readonly [name: string, path: string, flag: FlagInput]
  | { readonly name: string; readonly path?: string; readonly readonly?: FlagInput }
  | { readonly [name: string]: FlagInput | string | PathAndFlag }

export type UsesInput = OneOrMore<UseItem>

export type LinkItem =
  | string
  | readonly [container: string, alias?: string | null]
  | { readonly container: string; readonly alias?: string }
  | { readonly [container: string]: string | null }

export type LinksInput = OneOrMore<LinkItem>

type HostPort = number | string | null
type Publishing = readonly [hostPort: HostPort, interfaceName?: string | null, ipv6?: boolean]
interface PublishingObject {
  readonly host_port?: HostPort
  readonly interface?: string
  readonly ipv6?: boolean
}

export type PortItem =
  | number
  | string
  | readonly [port: number | string]
  | readonly [port: number | string, ...publishing: Publishing]
  | readonly [port: number | string, publishing: Publishing | PublishingObject]
  | ({ readonly port: number | string; readonly protocol?: 'tcp' | 'udp' | 'sctp' } & PublishingObject)
  | { readonly [port: string | number]: HostPort | Publishing | PublishingObject }

export type ExposesInput = OneOrMore<PortItem>

type Words = ReadonlyArray<string | SecretRef>

export type CommandItem =
  | string
  | readonly [command: string | Words]
  | readonly [command: string | Words, user: TextInput | null]
  | readonly [command: string | Words, user: TextInput | null, policy: ExecPolicy]
  | {
      readonly command: string | Words
      readonly user?: TextInput
      readonly policy?: ExecPolicy
      readonly ignore_exit?: boolean
    }

export type CommandsInput = OneOrMore<CommandItem>

interface EndpointSettings {
  readonly aliases?: OneOrMore<string>
  readonly links?: LinksInput
  readonly ipv4_address?: string
  readonly ipv6_address?: string
  readonly link_local_ips?: OneOrMore<string>
}

export type EndpointItem =
  | string
  | readonly [
      network: string,
      aliases?: OneOrMore<string> | null,
      links?: LinksInput | null,
      ipv4?: string | null,
      ipv6?: string | null,
    ]
  | ({ readonly network: string } & EndpointSettings)
  | { readonly [network: string]: OneOrMore<string> | EndpointSettings | null }

export type NetworksInput = OneOrMore<EndpointItem>

/** `10s`, `500ms`, `1m30s`, or nanoseconds. */
export type Duration = string | number

export type HealthcheckInput =
  | string
  | SecretRef
  | Words
  | readonly [
      test: string | SecretRef | Words,
      interval?: Duration,
      timeout?: Duration,
      retries?: number,
      start_period?: Duration,
    ]
  | {
      readonly test?: string | SecretRef | Words | null
      readonly interval?: Duration | null
      readonly timeout?: Duration | null
      readonly retries?: number | null
      readonly start_period?: Duration | null
    }
  | { readonly disable: boolean }

type ConditionInput = Condition | `service_${'started' | 'healthy' | 'completed_successfully'}` | null

export type DependencyItem =
  | string
  | readonly [reference: string, condition?: ConditionInput]
  | { readonly reference: string; readonly condition: Condition }
  | { readonly [reference: string]: ConditionInput | { readonly condition: ConditionInput } }

export type DependsOnInput = OneOrMore<DependencyItem>

export type TextsInput = Readonly<Record<string, TextInput | boolean | null>> | ReadonlyArray<string>

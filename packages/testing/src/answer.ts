/** What an Engine says to one API call. */
export interface Answer {
  readonly status: number
  /** Decoded JSON, or the text where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever the Engine says
  readonly body: any
}

/** Forms that mean the same, and the long form that they all are read as. */
export type Row = readonly [forms: ReadonlyArray<unknown>, long: unknown]

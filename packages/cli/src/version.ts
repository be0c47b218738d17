/** The version of this package. */
export const { version }: { readonly version: string } = require('@dmap/cli/package.json')

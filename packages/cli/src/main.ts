#!/usr/bin/env node
/** The program `dmap`: the command line over this process. */
import { main } from './command-line'
import { processIo } from './process-io'

main(process.argv.slice(2), processIo()).then((code) => {
  process.exitCode = code
})

#!/usr/bin/env node
/** The program `dmap`: the command line over this process. */
import { keepCompiled } from './compile-cache'

keepCompiled(process.env)
Promise.all([import('./command-line.js'), import('./process-io.js')])
  .then(([{ main }, { processIo }]) => main(process.argv.slice(2), processIo()))
  .then((code) => {
    process.exitCode = code
  })

#!/usr/bin/env node
/** The program `dmap`: the command line over this process. */
import { keepCompiled } from './compile-cache'

const words = process.argv.slice(2)
keepCompiled(process.env, words)
Promise.all([import('./command-line.js'), import('./process-io.js')])
  .then(([{ main }, { processIo }]) => main(words, processIo()))
  .then((code) => {
    process.exitCode = code
  })

#!/usr/bin/env node
import { buildServer } from '../../scripts/build-server.mjs'
import { requireNode } from '../../scripts/sources.mjs'

requireNode()
await buildServer()
process.setSourceMapsEnabled(true)
const { runCli } = await import('../dist/app/cli.js')
const code = await runCli(process.argv.slice(2))
process.exitCode = code
// A command that is done is done, also when a library keeps a timer or a connection open.
setTimeout(() => process.exit(code), 2_000).unref()

// `npm run bench [name …] [-- --seconds 5]`: builds the server, then runs the named benchmarks of bench/ one after the
// other; all of them without a name. Each brings its own PostgreSQL and takes it away again.
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { buildServer } from './build-server.mjs'
import { installMissing } from './install.mjs'
import { requireNode, root } from './sources.mjs'

requireNode()
installMissing()
await buildServer()

const { build } = await import('esbuild')
const outdir = join(root, 'node_modules', '.cache', 'bench')
const source = join(root, 'bench')
const programs = readdirSync(source)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => basename(file, '.bench.ts'))

await build({
  entryPoints: programs.map((name) => join(source, `${name}.bench.ts`)),
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  packages: 'external',
  logLevel: 'warning',
  // Benchmarks measure the server as it is built, not a bundle of it.
  plugins: [
    {
      name: 'server-as-built',
      setup({ onResolve }) {
        onResolve({ filter: /\/server\/src\// }, ({ path }) => ({
          path: join(
            root,
            'server',
            'dist',
            path.slice(path.indexOf('/server/src/') + '/server/src/'.length),
          ),
          external: true,
        }))
      },
    },
  ],
})

const args = process.argv.slice(2)
const options = args.slice(args.findIndex((arg) => arg.startsWith('--')) >>> 0)
const named = args.slice(0, args.length - options.length)
for (const name of named.length > 0 ? named : programs) {
  const program = join(outdir, `${name}.bench.mjs`)
  if (!existsSync(program)) {
    console.error(`There is no benchmark ${name}; there are ${programs.join(', ')}.`)
    process.exit(2)
  }
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', program, ...options], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exitCode = 1
}

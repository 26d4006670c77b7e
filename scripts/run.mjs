import { spawn } from 'node:child_process'
import { root } from './sources.mjs'

const running = new Set()
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
])
  process.once(signal, () => {
    for (const child of running) child.kill('SIGINT')
    process.exit(128 + number)
  })

/**
 * Runs a program in the repository and gives its exit code, its standard output and everything it wrote. With `show`
 * the output appears as it comes instead. A program that is still running is ended together with us.
 */
export function run(command, options, { show = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, options, {
      cwd: root,
      env: { ...process.env, ...(show ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined }), ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    })
    running.add(child)
    const all = []
    const out = []
    child.stdout?.on('data', (chunk) => all.push(chunk) && out.push(chunk))
    child.stderr?.on('data', (chunk) => all.push(chunk))
    child.once('error', reject)
    child.once('close', (code, signal) => {
      running.delete(child)
      const text = (chunks) => Buffer.concat(chunks).toString('utf8')
      resolve({ code: code ?? `signal ${signal}`, output: text(all), stdout: text(out) })
    })
  })
}

/** The same for a JavaScript file, run by this very Node.js. */
export function runNode(file, options = [], settings = {}) {
  return run(process.execPath, [file, ...options], settings)
}

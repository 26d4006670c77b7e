import fastifyStatic from '@fastify/static'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { App } from './create-app.js'
import { allowPage } from './security-headers.js'
import type { ServePage } from './unknown-address.js'

const noInterface: ServePage = () => false

/**
 * Serves the built user interface in `dir`: its files, and `index.html` for every address that is a page of it. Only
 * files that were there at the start are served. Without a build, nothing is.
 */
export async function serveUserInterface(app: App, dir: string | undefined): Promise<ServePage> {
  if (dir === undefined || !existsSync(path.join(dir, 'index.html'))) return noInterface
  const index = readFileSync(path.join(dir, 'index.html'), 'utf8')
  const files = new Set(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name !== 'index.html')
      .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')),
  )
  await app.register(fastifyStatic, { root: dir, serve: false, cacheControl: false })

  return (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false
    const address = decodedPath(request.url)
    if (address === undefined || isForPrograms(address)) return false
    const file = address.slice(1)
    if (files.has(file)) {
      // Vite names what it builds by its content; what keeps its name is asked for again each time.
      const lasting = file.startsWith('assets/')
      void reply
        .status(200)
        .header('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
        .sendFile(file)
      return true
    }
    if (path.posix.extname(file) !== '' && file.startsWith('assets/')) return false
    const nonce = allowPage(reply)
    void reply
      .status(200)
      .header('Cache-Control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(index.replace('name="csp-nonce" content=""', `name="csp-nonce" content="${nonce}"`))
    return true
  }
}

function isForPrograms(address: string): boolean {
  return /^\/(api|health|metrics)(\/|$)/.test(address)
}

function decodedPath(url: string): string | undefined {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '')
  } catch {
    return undefined
  }
}

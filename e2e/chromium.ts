import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright-core'
import { unpackChromium } from './packaged-chromium.js'
import { installTestFonts } from './test-fonts.js'

const cacheDir = fileURLToPath(new URL('../node_modules/.cache/xinheng-browser/', import.meta.url))

/** No sandbox: tests often run as root or in a container, and only visit our own pages. Nothing calls home. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
]

/**
 * Starts a headless Chromium: the one at CHROMIUM_PATH, else the system's, else the one that comes as an npm package.
 * Chinese text is readable whatever fonts the machine has.
 */
export async function launchBrowser(): Promise<Browser> {
  mkdirSync(cacheDir, { recursive: true })
  const found = await findChromium()
  return chromium.launch({
    executablePath: found.executablePath,
    args: flags,
    env: { ...environment(), ...found.env, FONTCONFIG_FILE: installTestFonts(cacheDir) },
  })
}

interface FoundChromium {
  executablePath: string
  env: Record<string, string>
}

async function findChromium(): Promise<FoundChromium> {
  const given = process.env['CHROMIUM_PATH']
  if (given !== undefined && given !== '') {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH is ${given}, which does not exist.`)
    return { executablePath: given, env: {} }
  }
  const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
  if (system !== undefined) return { executablePath: system, env: {} }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('No Chromium found. Install one and name it with CHROMIUM_PATH.')
  const home = await unpackChromium(cacheDir)
  const executablePath = join(home, 'chromium')
  return { executablePath, env: await librariesFor(executablePath, home) }
}

/** The system's NSS libraries when it has them, else those of the package. */
async function librariesFor(executablePath: string, home: string): Promise<Record<string, string>> {
  const run = promisify(execFile)
  try {
    await run(executablePath, ['--version'])
    return {}
  } catch {
    const env = { LD_LIBRARY_PATH: join(home, 'lib') }
    await run(executablePath, ['--version'], { env: { ...process.env, ...env } })
    return env
  }
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

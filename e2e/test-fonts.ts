import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { woffToTtf } from './woff-to-ttf.js'

/** The numbered parts hold the arrows, comparison signs and marks that tables and charts use. */
const parts = ['chinese-simplified', 'latin', '87', '90', '100', '102', '104', '105', '106', '109']
const faces = parts.flatMap((part) => [`${part}-400`, `${part}-700`])

/**
 * Makes Chinese readable on a machine without a Chinese font: unpacks Noto Sans SC below `cacheDir` and gives the
 * fontconfig file that offers it, and nothing else, whatever a page asks for: pictures look the same everywhere.
 */
export function installTestFonts(cacheDir: string): string {
  const dir = join(cacheDir, 'fonts')
  mkdirSync(dir, { recursive: true })
  const files = join(
    dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json')),
    'files',
  )
  for (const face of faces) {
    const font = join(dir, `noto-sans-sc-${face}.ttf`)
    if (!existsSync(font))
      write(font, woffToTtf(readFileSync(join(files, `noto-sans-sc-${face}-normal.woff`))))
  }
  const config = join(dir, 'fonts.conf')
  write(config, Buffer.from(fontConfig(dir, cacheDir)))
  return config
}

function write(path: string, contents: Buffer): void {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, contents)
  renameSync(draft, path)
}

function fontConfig(dir: string, cacheDir: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${dir}</dir>
  <cachedir>${join(cacheDir, 'fontconfig')}</cachedir>
</fontconfig>
`
}

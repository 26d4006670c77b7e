import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { extract } from 'tar-fs'

/**
 * Unpacks the Chromium inside the npm package `@sparticuz/chromium` below `cacheDir` (once, 250 MB, some 5 s) and gives
 * the unpacked directory: the program `chromium`, its graphics libraries, `lib` with the NSS libraries that a bare
 * system lacks, and `fonts`.
 */
export async function unpackChromium(cacheDir: string): Promise<string> {
  const home = join(cacheDir, 'chromium')
  if (existsSync(home)) return home
  const packed = join(
    dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
    '..',
    '..',
    'bin',
  )
  const draft = `${home}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  const archives = ['al2023', 'fonts', 'swiftshader'].map((name) =>
    pipeline(open(join(packed, `${name}.tar.br`)), createBrotliDecompress(), extract(draft)),
  )
  const program = createWriteStream(join(draft, 'chromium'), { mode: 0o755 })
  await Promise.all([
    ...archives,
    pipeline(open(join(packed, 'chromium.br')), createBrotliDecompress(), program),
  ])
  try {
    renameSync(draft, home)
  } catch (error) {
    // Another test process was faster.
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
  return home
}

function open(file: string): NodeJS.ReadableStream {
  return createReadStream(file, { highWaterMark: 1024 * 1024 })
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fontFromWoff } from './font-from-woff.js'

/** Noto Sans SC (SIL Open Font License): 7,947 characters, those of GB 2312 and Latin. Only the glyphs used are embedded. */
const fonts = {
  regular: '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff',
  bold: '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-700-normal.woff',
} as const

export type Weight = keyof typeof fonts

const { resolve } = createRequire(import.meta.url)

const loaded = new Map<Weight, Buffer>()

/** A font, read once per process: 2.5 MB each. */
export function fontOf(weight: Weight): Buffer {
  const known = loaded.get(weight)
  if (known) return known
  const font = fontFromWoff(readFileSync(resolve(fonts[weight])))
  loaded.set(weight, font)
  return font
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'
import type PDFDocument from 'pdfkit'
import { fontFromWoff } from './font-from-woff.js'

/** Noto Sans SC (SIL Open Font License): 7,947 characters, those of GB 2312 and Latin. Only the glyphs used are embedded. */
const fonts = {
  regular: '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff',
  bold: '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-700-normal.woff',
} as const

export type Weight = keyof typeof fonts
const weights: readonly Weight[] = ['regular', 'bold']

const { resolve } = createRequire(import.meta.url)

const loaded = new Map<Weight, Font>()

/** A font, read and parsed once per process: 2.5 MB each, with the glyphs that any document has used so far. */
function fontOf(weight: Weight): Font {
  const known = loaded.get(weight)
  if (known) return known
  const font = create(fontFromWoff(readFileSync(resolve(fonts[weight]))))
  loaded.set(weight, font)
  return font
}

/**
 * Makes both weights known to a document. The library takes a parsed font as well, which its types do not say: parsing
 * anew for each document is a third of the time of a short one.
 */
export function registerFonts(document: InstanceType<typeof PDFDocument>): void {
  for (const weight of weights) document.registerFont(weight, fontOf(weight) as unknown as Uint8Array)
}

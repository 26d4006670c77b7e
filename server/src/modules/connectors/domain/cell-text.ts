/** The text of a cell for reading: full-width signs as half-width ones, no surrounding or no-break spaces. */
export function cleanCell(text: string): string {
  return /^[\x21-\x7e]*$/.test(text)
    ? text
    : text
        .normalize('NFKC')
        .replace(/[\u200b\ufeff]/g, '')
        .trim()
}

/** A name as it is written, full-width signs and all: only what cannot be seen is taken off. */
export function writtenCell(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/[\u00a0\u3000]/g, ' ')
    .trim()
}

/** A header reduced to what distinguishes it: lower case, letters, digits and hanzi only. */
export function headerKey(header: string): string {
  return cleanCell(header)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** True for cells that say that there is nothing: empty, a dash, N/A, NULL. */
export function isBlank(text: string): boolean {
  return text === '' || /^(?:-+|—+|n\/?a|null|nil|none|无)$/i.test(text)
}

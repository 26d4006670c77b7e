/** The text of a cell for reading: full-width signs as half-width ones, no surrounding or no-break spaces. */
export function cleanCell(text: string): string {
  return /^[\x21-\x7e]*$/.test(text)
    ? text
    : text
        .normalize('NFKC')
        .replace(/[\u200b\ufeff]/g, '')
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

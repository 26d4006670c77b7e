const yes = new Set(['yes', 'y', 'true', 't', '1', '是', '有', '√', '✓', 'x'])
const no = new Set(['no', 'n', 'false', 'f', '0', '否', '无', '×'])

/** Reads yes or no in the usual writings; null for anything else. */
export function readFlag(cell: string): boolean | null {
  const text = cell.toLowerCase()
  if (yes.has(text)) return true
  return no.has(text) ? false : null
}

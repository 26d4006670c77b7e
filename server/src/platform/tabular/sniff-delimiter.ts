const candidates = [',', '\t', ';', '|'] as const
const LINES = 30

/** The separator that splits the first lines most evenly, quoted parts left out; a comma when nothing does. */
export function sniffDelimiter(head: string): string {
  const lines = unquoted(head)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, LINES)
  let best = { delimiter: ',' as string, score: 0 }
  for (const delimiter of candidates) {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const usual = mostFrequent(counts.filter((count) => count > 0))
    const agreeing = counts.filter((count) => count === usual).length
    // Agreement of lines counts before the number of columns: a text with many commas is no table.
    const score = usual === 0 ? 0 : (agreeing / lines.length) * 1000 + Math.min(usual, 100)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

function unquoted(text: string): string {
  return text.replace(/"(?:[^"]|"")*"/g, '""')
}

function mostFrequent(counts: readonly number[]): number {
  const tally = new Map<number, number>()
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1)
  let best = 0
  for (const [count, times] of tally) if (times > (tally.get(best) ?? 0)) best = count
  return best
}

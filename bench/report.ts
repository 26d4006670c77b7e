/** The middle one of the values; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which the share `q` of the values lies, interpolated. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * q
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}

export interface Line {
  readonly what: string
  readonly measured: string
  readonly reference?: string
  readonly ratio?: number
  /** What the ratio (or, without one, the measured value) should be, for people: `≥ 2`. */
  readonly target?: string
  readonly reached?: boolean
}

const heads = ['what', 'measured', 'reference', 'ratio', 'target', ''] as const

/** Prints lines as a table under a title. */
export function printTable(title: string, lines: readonly Line[]): void {
  const rows = lines.map((line) => [
    line.what,
    line.measured,
    line.reference ?? '',
    line.ratio === undefined ? '' : line.ratio.toFixed(2),
    line.target ?? '',
    line.reached === undefined ? '' : line.reached ? 'reached' : 'MISSED',
  ])
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const text = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  console.log(
    [``, title, text(heads), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(text)].join(
      '\n',
    ),
  )
}

/** The whole number given as `--name value` on the command line. */
export function numberOption(name: string, standard: number): number {
  const value = textOption(name)
  return value === undefined ? standard : Number(value)
}

/** The text given as `--name value` on the command line. */
export function textOption(name: string): string | undefined {
  const place = process.argv.indexOf(`--${name}`)
  return place < 0 ? undefined : process.argv[place + 1]
}

/** How long `work` takes, in seconds, beside what it gives. */
export async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const began = performance.now()
  const result = await work()
  return { seconds: (performance.now() - began) / 1000, result }
}

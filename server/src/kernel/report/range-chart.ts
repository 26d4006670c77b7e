import { CHART_WIDTH } from './chart-frame.js'
import { box, dot, path, words, type Drawing, type Shape } from './drawing.js'

/** One figure of somebody among its peers. */
export interface RangeRow {
  readonly label: string
  readonly value: number | null
  readonly lower: number
  readonly median: number
  readonly upper: number
  readonly text: (value: number) => string
}

const ROW = 44

/** Per figure a band from the lower to the upper quartile, its median as a line, and the one looked at as a dot. */
export function rangeChart(options: { readonly label: string; readonly rows: readonly RangeRow[] }): Drawing {
  return {
    width: CHART_WIDTH,
    height: options.rows.length * ROW + 6,
    shapes: options.rows.flatMap((row, index) => rowShapes(row, index * ROW)),
    label: options.label,
  }
}

function rowShapes({ label, value, lower, median, upper, text }: RangeRow, top: number): Shape[] {
  const all = [lower, median, upper, ...(value === null ? [] : [value])]
  const [min, max] = [Math.min(0, ...all), Math.max(...all)]
  const [left, right, middle] = [6, CHART_WIDTH - 14, top + 23]
  const at = (one: number) => left + ((one - min) / (max - min || 1)) * (right - left)
  const band = { x: at(lower), y: middle - 6, width: Math.max(at(upper) - at(lower), 1), height: 12 }
  return [
    words(label, left, top + 10, { ink: 'ink' }),
    path(
      [
        [left, middle],
        [right, middle],
      ],
      'line',
    ),
    box(band, 'first', true),
    path(
      [
        [at(median), middle - 6],
        [at(median), middle + 6],
      ],
      'first',
      { width: 1.4 },
    ),
    words(text(median), at(median), middle + 15, { anchor: at(median) > CHART_WIDTH / 2 ? 'end' : 'start' }),
    ...(value === null
      ? []
      : [
          dot(at(value), middle, 'danger', 3),
          words(text(value), right + 6, top + 10, { ink: 'danger', anchor: 'end' }),
        ]),
  ]
}

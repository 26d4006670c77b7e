import { path, words, type Ink, type Shape } from './drawing.js'

/** Half the width of a page, with room between two. */
export const CHART_WIDTH = 240
export const CHART_HEIGHT = 150

export interface Tick {
  readonly at: number
  readonly label: string
}

/** A series with its name, as the legend shows it. */
export interface Named {
  readonly name: string
  readonly ink: Ink
  readonly dashed?: boolean
}

/** The inside of a chart, and how values become places in it. */
export interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  xOf(value: number): number
  yOf(value: number): number
  /** Axes, ticks with their labels, and the legend. */
  readonly shapes: readonly Shape[]
}

const STEPS = [1, 2, 2.5, 5, 10]
/** Less between two values is none. */
const SPREAD_MIN = 1e-9

/** Round values that cover `min` to `max` in about `count` steps; what lies on one value gets room around it. */
export function niceTicks(min: number, max: number, count = 4): number[] {
  const low = Math.min(min, max)
  const spread = Math.max(min, max) - low
  const high = spread < SPREAD_MIN ? low + Math.max(1, Math.abs(low)) : low + spread
  const raw = (high - low) / count
  const unit = 10 ** Math.floor(Math.log10(raw))
  const step = unit * (STEPS.find((one) => one * unit >= raw) ?? 10)
  const first = Math.floor(low / step)
  const last = Math.ceil(high / step)
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  )
}

/** The widths of digits and letters are near half their size, those of Chinese characters are all of it. */
function widthNear(text: string, size: number): number {
  let width = 0
  for (const letter of text) width += letter > '\u2e80' ? size : size * 0.56
  return width
}

/** Axes for values between the first and the last ticks. */
export function chartFrame(options: {
  readonly xTicks: readonly Tick[]
  readonly yTicks: readonly Tick[]
  /** From first to last value of x; the ticks may lie inside. */
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
  readonly legend: readonly Named[]
}): Frame {
  const { x, y, xTicks, yTicks, legend } = options
  const left = 6 + Math.max(...yTicks.map(({ label }) => widthNear(label, 7)), 8)
  const right = CHART_WIDTH - 8
  const top = legend.length > 0 ? 20 : 8
  const bottom = CHART_HEIGHT - 16
  const xOf = (value: number) => left + ((value - x[0]) / (x[1] - x[0] || 1)) * (right - left)
  const yOf = (value: number) => bottom - ((value - y[0]) / (y[1] - y[0] || 1)) * (bottom - top)
  const shapes: Shape[] = [
    ...yTicks.flatMap(({ at, label }) => [
      path(
        [
          [left, yOf(at)],
          [right, yOf(at)],
        ],
        'line',
        { width: at === 0 ? 0.8 : 0.4 },
      ),
      words(label, left - 3, yOf(at) + 2.4, { anchor: 'end' }),
    ]),
    ...thinned(xTicks, right - left).map(({ at, label }) =>
      words(label, xOf(at), bottom + 10, { anchor: 'middle' }),
    ),
    ...legendShapes(legend, left),
  ]
  return { left, right, top, bottom, xOf, yOf, shapes }
}

/** Every so many-th tick, so that the labels do not touch. */
function thinned(ticks: readonly Tick[], room: number): Tick[] {
  const widest = Math.max(...ticks.map(({ label }) => widthNear(label, 7)), 1) + 6
  const every = Math.max(1, Math.ceil((ticks.length * widest) / room))
  return ticks.filter((_, index) => (ticks.length - 1 - index) % every === 0)
}

function legendShapes(legend: readonly Named[], left: number): Shape[] {
  let x = left
  return legend.flatMap(({ name, ink, dashed = false }) => {
    const begin = x
    x += 14 + widthNear(name, 7) + 10
    return [
      path(
        [
          [begin, 7.6],
          [begin + 10, 7.6],
        ],
        ink,
        { width: 1.6, dashed },
      ),
      words(name, begin + 13, 10, { ink: 'ink' }),
    ]
  })
}

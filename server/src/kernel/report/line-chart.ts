import { CHART_HEIGHT, CHART_WIDTH, chartFrame, niceTicks, type Named, type Tick } from './chart-frame.js'
import { dot, path, type Drawing, type Point, type Shape } from './drawing.js'

export interface LineSeries extends Named {
  /** A null breaks the line. */
  readonly points: readonly (readonly [x: number, y: number | null])[]
  /** Points are marked, as those of few periods are; a curve has none. */
  readonly marked?: boolean
}

/** Lines over a common x. `y` begins at zero unless a value lies below it or `fromZero` is off. */
export function lineChart(options: {
  readonly label: string
  readonly series: readonly LineSeries[]
  /** The ticks of x; without them round values between the ends. */
  readonly xTicks?: readonly Tick[]
  readonly xText?: (value: number) => string
  readonly yText: (value: number) => string
  readonly fromZero?: boolean
  readonly yMax?: number
}): Drawing {
  const { series, yText, fromZero = true } = options
  const all = series.flatMap(({ points }) => points)
  const ys = all.flatMap(([, y]) => (y === null ? [] : [y]))
  const xs = all.map(([x]) => x)
  const yTicks = niceTicks(
    Math.min(...ys, ...(fromZero || ys.length === 0 ? [0] : [])),
    options.yMax ?? Math.max(...ys, ...(fromZero || ys.length === 0 ? [0] : [])),
  )
  const xTicks =
    options.xTicks ??
    niceTicks(Math.min(...xs, 0), Math.max(...xs)).map((at) => ({ at, label: (options.xText ?? String)(at) }))
  const places = [...xTicks.map(({ at }) => at), ...xs]
  const margin = options.xTicks ? 0.5 : 0
  const frame = chartFrame({
    xTicks,
    yTicks: yTicks.map((at) => ({ at, label: yText(at) })),
    x: [Math.min(...places) - margin, Math.max(...places) + margin],
    y: [yTicks[0] ?? 0, yTicks.at(-1) ?? 1],
    legend: series.map(({ name, ink, dashed = false }) => ({ name, ink, dashed })),
  })
  const shapes = series.flatMap((one) => seriesShapes(one, frame))
  return {
    width: CHART_WIDTH,
    height: CHART_HEIGHT,
    shapes: [...frame.shapes, ...shapes],
    label: options.label,
  }
}

function seriesShapes(
  { points, ink, dashed = false, marked = false }: LineSeries,
  frame: { xOf(value: number): number; yOf(value: number): number },
): Shape[] {
  const runs: Point[][] = [[]]
  for (const [x, y] of points) {
    if (y === null) runs.push([])
    else runs.at(-1)?.push([frame.xOf(x), frame.yOf(y)])
  }
  const lines = runs.filter((run) => run.length > 1).map((run) => path(run, ink, { width: 1.2, dashed }))
  const marks = marked ? runs.flat().map(([x, y]) => dot(x, y, ink)) : []
  return [...lines, ...marks]
}

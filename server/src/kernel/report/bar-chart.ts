import { CHART_HEIGHT, CHART_WIDTH, chartFrame, niceTicks, type Named } from './chart-frame.js'
import { box, type Drawing } from './drawing.js'

export interface BarSeries extends Named {
  /** One per group; null draws nothing. */
  readonly values: readonly (number | null)[]
}

/** Bars side by side per group, from zero. */
export function barChart(options: {
  readonly label: string
  readonly groups: readonly string[]
  readonly series: readonly BarSeries[]
  readonly yText: (value: number) => string
}): Drawing {
  const { groups, series, yText } = options
  const values = series.flatMap((one) => one.values.flatMap((value) => (value === null ? [] : [value])))
  const yTicks = niceTicks(Math.min(0, ...values), Math.max(0, ...values))
  const frame = chartFrame({
    xTicks: groups.map((label, at) => ({ at, label })),
    yTicks: yTicks.map((at) => ({ at, label: yText(at) })),
    x: [-0.5, groups.length - 0.5],
    y: [yTicks[0] ?? 0, yTicks.at(-1) ?? 1],
    legend: series.length > 1 ? series.map(({ name, ink }) => ({ name, ink })) : [],
  })
  const width = ((frame.right - frame.left) / Math.max(1, groups.length)) * (0.7 / Math.max(1, series.length))
  const bars = series.flatMap(({ ink, values: heights }, place) =>
    heights.flatMap((value, group) => {
      if (value === null) return []
      const x = frame.xOf(group) + (place - series.length / 2) * width
      const [top, bottom] = [frame.yOf(Math.max(value, 0)), frame.yOf(Math.min(value, 0))]
      return [box({ x, y: top, width: Math.max(width - 0.6, 0.6), height: bottom - top }, ink)]
    }),
  )
  return {
    width: CHART_WIDTH,
    height: CHART_HEIGHT,
    shapes: [...frame.shapes, ...bars],
    label: options.label,
  }
}

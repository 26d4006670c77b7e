import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barChart } from './bar-chart.js'
import { niceTicks } from './chart-frame.js'
import type { Drawing } from './drawing.js'
import { lineChart } from './line-chart.js'
import { rangeChart } from './range-chart.js'

/** Every place of a drawing that lies outside of it. */
function outside({ width, height, shapes }: Drawing): (readonly [number, number])[] {
  const places = shapes.flatMap((shape) => {
    switch (shape.kind) {
      case 'path':
        return shape.points
      case 'box':
        return [[shape.x, shape.y] as const, [shape.x + shape.width, shape.y + shape.height] as const]
      case 'dot':
      case 'text':
        return [[shape.x, shape.y] as const]
    }
  })
  const inside = (value: number, most: number) => value >= -0.02 && value <= most + 0.02
  return places.filter(([x, y]) => !inside(x, width) || !inside(y, height))
}

const value = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.double({ min: -1, max: 1, noNaN: true }),
)

describe('ticks', () => {
  it('are round and cover what is shown', () => {
    expect(niceTicks(0, 87)).toEqual([0, 25, 50, 75, 100])
    expect(niceTicks(-3, 12)).toEqual([-5, 0, 5, 10, 15])
    expect(niceTicks(0, 0)).toEqual([0, 0.25, 0.5, 0.75, 1])
  })

  it('cover any range with few of them', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const ticks = niceTicks(a, b)
        expect(ticks.length).toBeLessThanOrEqual(8)
        expect(ticks[0]).toBeLessThanOrEqual(Math.min(a, b) + 1e-9)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(Math.max(a, b) - 1e-9)
      }),
    )
  })
})

describe('charts', () => {
  it('stay inside of their frame, whatever the figures', () => {
    fc.assert(
      fc.property(fc.array(fc.option(value), { minLength: 1, maxLength: 24 }), (values) => {
        const groups = values.map((_, index) => `2026-${index}`)
        const named = { name: '收款', ink: 'first' as const }
        const bars = barChart({ label: 'x', groups, series: [{ ...named, values }], yText: String })
        const lines = lineChart({
          label: 'x',
          series: [{ ...named, marked: true, points: values.map((y, x) => [x, y] as const) }],
          xTicks: groups.map((label, at) => ({ at, label })),
          yText: String,
        })
        expect(outside(bars)).toEqual([])
        expect(outside(lines)).toEqual([])
      }),
    )
  })

  it('break a line where a figure is missing', () => {
    const { shapes } = lineChart({
      label: 'x',
      series: [
        {
          name: 's',
          ink: 'danger',
          points: [
            [0, 1],
            [1, 2],
            [2, null],
            [3, 4],
            [4, 5],
          ],
        },
      ],
      yText: String,
    })
    const lines = shapes.filter(
      (shape) => shape.kind === 'path' && shape.ink === 'danger' && shape.width === 1.2,
    )
    expect(lines).toHaveLength(2)
  })

  it('put the one looked at among its peers', () => {
    const text = (one: number) => `${one} days`
    const drawing = rangeChart({
      label: 'x',
      rows: [{ label: '平均逾期天数', value: 30, lower: 1, median: 4, upper: 9, text }],
    })
    expect(outside(drawing)).toEqual([])
    const [marker] = drawing.shapes.flatMap((shape) => (shape.kind === 'dot' ? [shape.x] : []))
    const [band] = drawing.shapes.flatMap((shape) => (shape.kind === 'box' ? [shape.x + shape.width] : []))
    expect(marker).toBeGreaterThan(band ?? Infinity)
  })
})

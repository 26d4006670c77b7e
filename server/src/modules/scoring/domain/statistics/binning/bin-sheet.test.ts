import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnOf, type Cell } from '../training/column.js'
import { unweighted } from '../training/sample.js'
import { binSheet, shortestBetween } from './bin-sheet.js'
import { fitBinning, modelBinning, type ManualBins } from './fit-binning.js'
import { areBins } from './manual-bins.js'
import { trendChoices, type TrendChoice } from './optimal-merge.js'

const ROWS = 600
const target = Int8Array.from({ length: ROWS }, (_, row) => ((row * 7919) % ROWS < row / 3 + 40 ? 1 : 0))
const sample = unweighted(target, Int32Array.from(target.keys()))
const wave = Array.from({ length: ROWS }, (_, row): Cell =>
  row % 50 === 0 ? null : ((row * 31) % 97) + row / 9,
)

function sheetOf(cells: readonly Cell[], trend: TrendChoice = 'auto', manual?: ManualBins) {
  const column = columnOf(
    'x',
    typeof cells.find((cell) => cell !== null) === 'string' ? 'category' : 'number',
    cells,
  )
  return binSheet(fitBinning(column, sample, { ...modelBinning, trend }, manual), column, sample)
}

describe('the bins of a variable as a person edits them', () => {
  it('have exactly the cut points that were given, whatever they are', () => {
    const breaks = fc
      .uniqueArray(fc.double({ min: 0, max: 150, noNaN: true }), { minLength: 1, maxLength: 8 })
      .map((edges) => edges.toSorted((a, b) => a - b))
      .filter((edges) => areBins({ breaks: edges }))
    fc.assert(
      fc.property(breaks, (edges) => {
        const sheet = sheetOf(wave, 'descending', { breaks: edges })
        expect(sheet.breaks).toEqual(edges)
        expect(sheet.bins).toHaveLength(edges.length + 2)
        expect(sheet.bins.reduce((sum, { count }) => sum + count, 0)).toBe(ROWS)
        for (const { woe, iv, splitAt, count } of sheet.bins) {
          expect(Number.isFinite(woe) && Number.isFinite(iv)).toBe(true)
          if (splitAt !== null) expect(count).toBeGreaterThan(1)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('can be halved where the sheet says, which leaves cases on either side', () => {
    const { breaks, bins } = sheetOf(wave, 'auto', { breaks: [40] })
    const [first] = bins
    const halved = sheetOf(wave, 'auto', { breaks: [first?.splitAt ?? 0, ...breaks] })
    expect(halved.bins[0]?.count).toBeGreaterThan(0)
    expect((halved.bins[0]?.count ?? 0) + (halved.bins[1]?.count ?? 0)).toBe(first?.count)
    expect(halved.iv).toBeGreaterThanOrEqual(sheetOf(wave, 'auto', { breaks: [40] }).iv - 1e-12)
  })

  it('run the way that is asked for', () => {
    for (const trend of trendChoices) {
      const rates = sheetOf(wave, trend)
        .bins.filter(({ kind }) => kind === 'interval')
        .map(({ badRate }) => badRate)
      const steps = rates.slice(1).map((rate, at) => rate - (rates[at] ?? 0))
      if (trend === 'ascending') expect(steps.every((step) => step >= 0)).toBe(true)
      if (trend === 'descending') expect(steps.every((step) => step <= 0)).toBe(true)
      const turn = steps.findIndex((step) => step < 0)
      if (trend === 'peak' && turn >= 0) expect(steps.slice(turn).every((step) => step <= 0)).toBe(true)
    }
    const free = sheetOf(wave, 'none').iv
    for (const trend of trendChoices) expect(sheetOf(wave, trend).iv).toBeLessThanOrEqual(free + 1e-9)
  })

  it('name each text of a category, and how many are in no group', () => {
    const cities = Array.from({ length: ROWS }, (_, row): Cell => ['上海', '西安', '成都'][row % 3] ?? null)
    const sheet = sheetOf(cities, 'auto', { groups: [['上海', '西安']] })
    expect(sheet.levels.map(({ level }) => level).sort()).toEqual(['上海', '成都', '西安'])
    expect(sheet.unseen).toBe(ROWS / 3)
    expect(sheet.groups).toEqual([['上海', '西安']])
  })
})

describe('bins by hand', () => {
  it('are cut points that grow, or filled groups without a text twice', () => {
    expect(areBins({ breaks: [1, 2] })).toBe(true)
    expect(areBins({ breaks: [2, 2] })).toBe(false)
    expect(areBins({ groups: [['a'], ['b', 'a']] })).toBe(false)
    expect(areBins({ groups: [[]] })).toBe(false)
    expect(areBins({})).toBe(false)
    expect(areBins({ breaks: [1], groups: [['a']] })).toBe(false)
  })
})

describe('a cut between two numbers', () => {
  it('has few digits and lies above the lower one', () => {
    expect(shortestBetween(1.2345, 1.3456)).toBe(1.3)
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-9, max: 10, noNaN: true }),
        (a, gap) => {
          fc.pre(a + gap > a)
          const cut = shortestBetween(a, a + gap)
          expect(cut > a && cut <= a + gap).toBe(true)
        },
      ),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../statistics/numeric/random.js'
import { aucDeLong } from '../statistics/validation/delong.js'
import { projectWeights, roundWeights } from './bounded-weights.js'
import { boundBy, boundsFor, evidenceGates, standardGuardrails } from './guardrails.js'
import { refitWeights, type RefitSample } from './refit-weights.js'

const WHOLE = 10_000
const wide = { min: 0, max: WHOLE }

/** Three indicators of which the first tells everything, the second a little, the third nothing. */
function sampleOf(cases: number, seed: number): RefitSample {
  const random = seededRandom(seed)
  const points = Array.from({ length: cases }, () => Float64Array.from({ length: 3 }, () => 100 * random()))
  const y = points.map(([first = 0, second = 0]) => {
    const odds = 4 - 0.09 * first - 0.03 * second
    return random() < 1 / (1 + Math.exp(-odds)) ? 1 : 0
  })
  return { points, y }
}

function aucOf({ points, y }: RefitSample, weights: readonly number[]): number {
  const p = points.map((row) => -row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0))
  return aucDeLong({ y, p })?.auc ?? 0
}

describe('weights estimated anew', () => {
  it('go to the indicators that tell bad from good, golden: 3 to 1 to nothing', () => {
    const equal = [3_334, 3_333, 3_333]
    const weights = refitWeights(sampleOf(20_000, 7), equal, [wide, wide, wide], WHOLE)
    expect(weights[0]).toBeGreaterThan(7_000)
    expect(weights[0]).toBeLessThan(8_000)
    expect(weights[2]).toBeLessThan(300)
    const later = sampleOf(5_000, 8)
    expect(aucOf(later, weights)).toBeGreaterThan(aucOf(later, equal))
  })

  it('stay within their bounds, sum to the whole, and are the same each time', () => {
    const bounds = [3_334, 3_333, 3_333].map((weight) => ({ min: weight - 300, max: weight + 300 }))
    const fit = () => refitWeights(sampleOf(2_000, 3), [3_334, 3_333, 3_333], bounds, WHOLE)
    const weights = fit()
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(WHOLE, 6)
    for (const [at, weight] of weights.entries()) {
      expect(weight).toBeGreaterThanOrEqual((bounds[at]?.min ?? 0) - 1e-6)
      expect(weight).toBeLessThanOrEqual((bounds[at]?.max ?? 0) + 1e-6)
    }
    expect(weights[0]).toBeCloseTo(3_634, 3)
    expect(fit()).toEqual(weights)
  })

  it('do not move where the scores rank the wrong way round', () => {
    const { points, y } = sampleOf(1_000, 5)
    const turned = { points, y: y.map((value) => 1 - value) }
    expect(refitWeights(turned, [5_000, 2_500, 2_500], [wide, wide, wide], WHOLE)).toEqual([
      ...[5_000, 2_500, 2_500].map((weight) => expect.closeTo(weight, 3) as number),
    ])
  })

  it('are rounded to whole weights that keep the sum and the bounds, whatever they are', () => {
    const anyWeights = fc
      .array(fc.tuple(fc.integer({ min: 100, max: 3_000 }), fc.integer({ min: 0, max: 500 })), {
        minLength: 2,
        maxLength: 20,
      })
      .map((drawn) => {
        const all = drawn.reduce((sum, [weight]) => sum + weight, 0)
        const before = drawn.map(([weight]) => Math.max(1, Math.floor((weight * WHOLE) / all)))
        before[0] = (before[0] ?? 0) + WHOLE - before.reduce((sum, weight) => sum + weight, 0)
        return { before, change: drawn.map(([, change]) => change) }
      })
    fc.assert(
      fc.property(
        anyWeights,
        fc.infiniteStream(fc.double({ min: -900, max: 900, noNaN: true })),
        ({ before, change }, wishes) => {
          const bounds = before.map((weight, at) => ({
            min: Math.max(1, weight - (change[at] ?? 0)),
            max: weight + (change[at] ?? 0),
          }))
          const wanted = before.map((weight) => weight + Number(wishes.next().value))
          const rounded = roundWeights(projectWeights(wanted, bounds, WHOLE), bounds, WHOLE, 10)
          expect(rounded.reduce((sum, weight) => sum + weight, 0)).toBe(WHOLE)
          for (const [at, weight] of rounded.entries()) {
            expect(Number.isInteger(weight)).toBe(true)
            expect(weight).toBeGreaterThanOrEqual(bounds[at]?.min ?? 0)
            expect(weight).toBeLessThanOrEqual(bounds[at]?.max ?? 0)
          }
        },
      ),
    )
  })
})

describe('guardrails', () => {
  it('bound each weight by its change and its ends, and say which one holds it', () => {
    const bounds = boundsFor('a', 500, standardGuardrails)
    expect(bounds).toEqual({ min: 200, max: 800 })
    expect(boundBy(500, 800, bounds, standardGuardrails)).toBe('max-change')
    expect(boundBy(500, 640, bounds, standardGuardrails)).toBeNull()
    const own = { ...standardGuardrails, indicators: { a: { minBp: 450, maxBp: 550 } } }
    expect(boundsFor('a', 500, own)).toEqual({ min: 450, max: 550 })
    expect(boundBy(500, 450, boundsFor('a', 500, own), own)).toBe('minimum')
    // What lies outside today may stay where it is.
    expect(boundsFor('a', 4_000, standardGuardrails).max).toBe(4_000)
  })

  it('ask for evidence on both parts', () => {
    const gates = evidenceGates({ bads: 60, goods: 299 }, { bads: 19, goods: 500 }, standardGuardrails)
    expect(gates.map(({ code, passed }) => [code, passed])).toEqual([
      ['bads', true],
      ['goods', false],
      ['later-bads', false],
      ['later-goods', true],
    ])
  })
})

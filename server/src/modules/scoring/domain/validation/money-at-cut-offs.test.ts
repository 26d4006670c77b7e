import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moneyAtCutOffs, type StakedCase } from './money-at-cut-offs.js'

const good: StakedCase = { y: 0, badMinor: 0n, billedMinor: 100n }
const bad: StakedCase = { y: 1, badMinor: 70n, billedMinor: 100n }

describe('money at the same share refused', () => {
  it('is bad debt avoided less the margin of the sales lost, golden', () => {
    const cases = [bad, bad, ...Array.from({ length: 18 }, () => good)]
    const knowing = cases.map((_, at) => (at < 2 ? 0.9 : 0.1))
    const blind = cases.map((_, at) => at / 100)
    const tenth = moneyAtCutOffs(cases, blind, knowing, 2_000).find(({ share }) => share === 0.1)
    expect(tenth).toEqual({
      ...{ share: 0.1, cases: 2 },
      champion: { bads: 0, goods: 2, badAvoidedMinor: 0n, salesLostMinor: 200n, netMinor: -40n },
      challenger: { bads: 2, goods: 0, badAvoidedMinor: 140n, salesLostMinor: 0n, netMinor: 140n },
    })
  })

  it('never refuses another number of cases, and more refused never avoids less', () => {
    const anyCase = fc.record({
      y: fc.constantFrom(0 as const, 1 as const),
      pd: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(anyCase, { minLength: 1, maxLength: 60 }), (given) => {
        const cases = given.map(({ y }) => (y === 1 ? bad : good))
        const pds = given.map(({ pd }) => pd)
        const lines = moneyAtCutOffs(cases, pds, pds.toReversed(), 1_000)
        for (const [at, line] of lines.entries()) {
          expect(line.champion.bads + line.champion.goods).toBe(line.cases)
          expect(line.challenger.bads + line.challenger.goods).toBe(line.cases)
          const before = lines[at - 1]
          if (before) expect(line.champion.badAvoidedMinor >= before.champion.badAvoidedMinor).toBe(true)
        }
      }),
    )
  })
})

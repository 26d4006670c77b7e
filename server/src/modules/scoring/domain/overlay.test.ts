import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultScorecard } from './default-scorecard.js'
import { evaluate, type Evaluation } from './evaluate.js'
import { applyOverlays, overlayReason, type Overlay } from './overlay.js'
import { grades, type Grade } from './grade-scale.js'

const bands = defaultScorecard.grades
const fromOf = (grade: Grade) => bands.find((one) => one.grade === grade)?.fromHundredths ?? 0

function evaluated(score: number, gradeByScore: Grade, caps: Evaluation['caps'] = []): Evaluation {
  const places = [gradeByScore, ...caps.map(({ gradeAtMost }) => gradeAtMost)].map((letter) =>
    grades.findIndex((grade) => grade === letter),
  )
  const grade = grades[Math.max(...places)] ?? 'C'
  return {
    ...{ score, gradeByScore, grade, scaleGrade: grade, profile: null },
    ...{ coverage: 10_000, alert: false, contributions: [], caps },
    dimensions: { earned: [], weight: [] },
  }
}

const overlay = (more: Partial<Overlay>): Overlay => ({
  ...{ id: 'o', name: '价格战', points: 0, notches: 0, grades: [] },
  ...more,
})
const apply = (evaluation: Evaluation, ...overlays: Overlay[]) =>
  applyOverlays(defaultScorecard, evaluation, overlays)

describe('an overlay', () => {
  it('moves the score, and the grade over the bands', () => {
    const before = evaluated(fromOf('AA') + 100, 'AA')
    expect(apply(before, overlay({ points: -100 }))).toMatchObject({ score: fromOf('AA'), grade: 'AA' })
    const below = apply(before, overlay({ points: -101 }))
    expect(below).toMatchObject({ score: fromOf('AA') - 1, grade: 'A' })
    expect(below.overlays).toMatchObject([{ id: 'o', contribution: -101 }])
  })

  it('moves the grade by notches, and stops at the ends of the scale', () => {
    expect(apply(evaluated(fromOf('A'), 'A'), overlay({ notches: -1 })).grade).toBe('B')
    expect(apply(evaluated(fromOf('AA'), 'AA'), overlay({ notches: 2 })).grade).toBe('AAA')
    expect(apply(evaluated(0, 'C'), overlay({ notches: -2 })).grade).toBe('C')
  })

  it('never lifts over a veto', () => {
    const vetoed = evaluated(9_900, 'AAA', [{ kind: 'veto', code: 'v', gradeAtMost: 'C' }])
    expect(apply(vetoed, overlay({ notches: 2 })).grade).toBe('C')
  })

  it('is for the grades of its scope alone, as the scorecard gives them', () => {
    const before = evaluated(fromOf('A'), 'A')
    expect(apply(before, overlay({ notches: -1, grades: ['B'] })).overlays).toEqual([])
    // The first one brings it to B; the second still sees the A of the scorecard.
    expect(apply(before, overlay({ notches: -1 }), overlay({ notches: -1, grades: ['A'] })).grade).toBe('C')
  })

  it('says what it did', () => {
    const applied = { ...overlay({ notches: -1 }), contribution: 0 }
    expect(overlayReason(applied)).toEqual({ zh: '价格战：等级下调 1 级', en: '价格战: grade down by 1' })
    expect(overlayReason({ ...overlay({ points: -450 }), contribution: -450 }).zh).toBe('价格战：得分 −4.5')
  })

  it('keeps contributions summing to the score, and nothing applied leaves everything as it was', () => {
    const overlays = fc.array(
      fc
        .record({
          amount: fc.integer({ min: -2_000, max: 2_000 }),
          byPoints: fc.boolean(),
          scope: fc.subarray([...grades]),
        })
        .map(({ amount, byPoints, scope }) =>
          overlay(
            byPoints ? { points: amount, grades: scope } : { notches: Math.sign(amount), grades: scope },
          ),
        ),
      { maxLength: 4 },
    )
    const inputs = { values: {}, stale: [] }
    fc.assert(
      fc.property(overlays, (given) => {
        const evaluation = evaluate(defaultScorecard, inputs)
        const done = applyOverlays(defaultScorecard, evaluation, given)
        const sum = done.overlays.reduce((all, { contribution }) => all + contribution, evaluation.score)
        expect(done.score).toBe(sum)
        // What was applied, applied again, gives the same: that is what a replay does.
        expect(applyOverlays(defaultScorecard, evaluation, done.overlays)).toEqual(done)
        if (done.overlays.length === 0) expect(done.grade).toBe(evaluation.grade)
      }),
    )
  })
})

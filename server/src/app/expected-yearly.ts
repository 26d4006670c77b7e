import { generalLossParameters } from '../modules/policy/domain/expected-loss.js'
import { policyInForce } from '../modules/policy/policy-in-force.js'
import { grades } from '../modules/scoring/domain/grade-scale.js'
import type { ExpectedYearly } from '../modules/scoring/validation/back-test.js'

/** The probabilities of default of the credit policy in force, as shares: what validation holds grades against. */
export const expectedYearly: ExpectedYearly = async (tx, at) => {
  const { pdBasisPoints } = (await policyInForce(tx, at)).content.loss ?? generalLossParameters
  return Object.fromEntries(
    grades.flatMap((grade) => {
      const points = pdBasisPoints[grade]
      return points === undefined ? [] : [[grade, points / 10_000]]
    }),
  )
}

import dayjs, { type Dayjs } from 'dayjs'
import type { MatrixContent } from './api'

/** A matrix as it is edited: percents instead of basis points, bounds and codes as one text. */
export interface MatrixForm {
  method: MatrixContent['method']
  basis: MatrixContent['basis']
  riskGroups: MatrixContent['riskGroups']
  credits: MatrixContent['credits']
  postWriteOffs: boolean
  rows: { group: string; loss: number[] }[]
  forwardLooking: { factor: number; period: [Dayjs, Dayjs]; reason: string }[]
  validFrom: Dayjs
  reason: string
}

const BP_IN_PERCENT = 100

export function matrixToForm(content: MatrixContent): MatrixForm {
  const { method, basis, riskGroups, credits, postWriteOffs } = content
  return {
    ...{ method, basis, riskGroups, credits, postWriteOffs },
    rows: content.rows.map(({ group, lossBp }) => ({ group, loss: lossBp.map((bp) => bp / BP_IN_PERCENT) })),
    forwardLooking: content.forwardLooking.map(({ factorBp, validFrom, validUntil, reason }) => ({
      ...{ factor: factorBp / BP_IN_PERCENT, reason },
      period: [dayjs(validFrom), dayjs(validUntil)],
    })),
    ...{ validFrom: dayjs(), reason: '' },
  }
}

/** The edited document; what the form does not show stays as it was. */
export function matrixFromForm(form: MatrixForm, before: MatrixContent): MatrixContent {
  const { method, basis, riskGroups, credits, postWriteOffs, rows, forwardLooking } = form
  return {
    ...{ ...before, method, basis, riskGroups, credits, postWriteOffs },
    rows: rows.map(({ group, loss }) => ({
      group,
      lossBp: Array.from({ length: before.bounds.length + 2 }, (_, index) =>
        Math.round((loss[index] ?? 0) * BP_IN_PERCENT),
      ),
    })),
    forwardLooking: forwardLooking.map(({ factor, period: [from, until], reason }) => ({
      ...{ factorBp: Math.round(factor * BP_IN_PERCENT), reason },
      ...{ validFrom: from.format('YYYY-MM-DD'), validUntil: until.format('YYYY-MM-DD') },
    })),
  }
}

import type { ModelFigures } from '../validation/figures.js'
import { cellOf, type Column } from './column.js'
import type { Sample } from './sample.js'

export interface ModelWarning {
  readonly code:
    | 'possible_leak'
    | 'informative_missing'
    | 'unstable_feature'
    | 'few_cases'
    | 'no_feature'
    | 'test_cannot_tell'
    | 'separated'
  readonly feature: string | null
  readonly text: string
  /** The figures of the text, for saying it in another language. */
  readonly values: Readonly<Record<string, number>>
}

const LEAK_IV = 1
const PSI_WATCH = 0.1
const PSI_SHIFTED = 0.25
const FEW_BAD = 50
const MISSING_SHARE_MIN = 0.01
const MISSING_TIMES = 3

interface Subject {
  readonly features: readonly {
    readonly feature: string
    readonly iv: number | null
    readonly psi: number | null
  }[]
  readonly metrics: { readonly train: ModelFigures; readonly test: ModelFigures }
  readonly columns: readonly Column[]
  readonly sample: Sample
  readonly converged: boolean
}

/** What a reviewer should look at before believing the model. */
export function warningsAbout(subject: Subject): ModelWarning[] {
  return [...aboutFeatures(subject), ...aboutMissing(subject), ...aboutCases(subject)]
}

function aboutFeatures({ features }: Subject): ModelWarning[] {
  return features.flatMap(({ feature, iv, psi }) => {
    const warnings: ModelWarning[] = []
    if (iv !== null && iv > LEAK_IV) {
      const text = `${feature} has an information value of ${iv.toFixed(2)}: was it known on the decision date?`
      warnings.push({ code: 'possible_leak', feature, text, values: { iv } })
    }
    if (psi !== null && psi >= PSI_WATCH) {
      const verdict = psi >= PSI_SHIFTED ? 'another population' : 'watch it'
      const text = `${feature} has a PSI of ${psi.toFixed(3)} between training and test: ${verdict}.`
      warnings.push({ code: 'unstable_feature', feature, text, values: { psi } })
    }
    return warnings
  })
}

/** Cases without a value that are much worse than the others: ask how the value is collected. */
function aboutMissing({ features, columns, sample }: Subject): ModelWarning[] {
  const used = new Set(features.map(({ feature }) => feature))
  return columns
    .filter(({ name }) => used.has(name))
    .flatMap((column) => {
      const missing = { count: 0, bad: 0 }
      const known = { count: 0, bad: 0 }
      for (const row of sample.rows) {
        const side = cellOf(column, row) === null ? missing : known
        side.count += 1
        side.bad += sample.target[row] ?? 0
      }
      const enough = missing.count >= MISSING_SHARE_MIN * sample.rows.length && known.bad > 0
      const rate = missing.bad / Math.max(1, missing.count)
      if (!enough || rate < (MISSING_TIMES * known.bad) / known.count) return []
      const text = `${missing.bad} of ${missing.count} cases without ${column.name} are bad: look at how it is collected.`
      const values = { bad: missing.bad, count: missing.count }
      return [{ code: 'informative_missing' as const, feature: column.name, text, values }]
    })
}

function aboutCases({ metrics: { train, test }, features, converged }: Subject): ModelWarning[] {
  const warnings: ModelWarning[] = []
  const add = (code: ModelWarning['code'], text: string, values: ModelWarning['values'] = {}) =>
    void warnings.push({ code, feature: null, text, values })
  if (features.length === 0) add('no_feature', 'No feature is left: every case gets the average probability.')
  if (!converged)
    add('separated', 'The classes can be told apart perfectly: the coefficients were held back.')
  if (Math.min(train.bad, train.n - train.bad) < FEW_BAD) {
    add(
      'few_cases',
      `Training has ${train.bad} bad and ${train.n - train.bad} good cases: figures are rough.`,
      { bad: train.bad, good: train.n - train.bad },
    )
  }
  if (test.auc === null) {
    add('test_cannot_tell', `The test part has ${test.bad} bad of ${test.n} cases: no AUC can be told.`, {
      ...{ bad: test.bad, count: test.n },
    })
  }
  return warnings
}

import { psi, psiOfScores, psiVerdict } from '../validation/psi.js'
import { parseCell } from '../training/column.js'
import { intervalOf } from '../binning/binning.js'
import { quantileOf } from '../validation/psi.js'

export interface Stability {
  readonly psi: number
  readonly verdict: 'stable' | 'watch' | 'shifted'
}

export function stabilityOf(value: number): Stability {
  return { psi: value, verdict: psiVerdict(value) }
}

export function scoreStability(train: readonly number[], test: readonly number[]): Stability | null {
  return train.length === 0 || test.length === 0 ? null : stabilityOf(psiOfScores(train, test))
}

/** Stability of a feature: deciles of its training numbers, or its texts; missing counts as a value of its own. */
export function featureStability(
  kind: 'number' | 'category',
  train: readonly string[],
  test: readonly string[],
): Stability | null {
  if (train.length === 0 || test.length === 0) return null
  const cells = train.map((text) => parseCell(kind, text))
  const numbers = cells.filter((cell) => typeof cell === 'number').sort((a, b) => a - b)
  const breaks = [...new Set(Array.from({ length: 9 }, (_, at) => quantileOf(numbers, (at + 1) / 10)))]
  const keyOf = (text: string): string => {
    const cell = parseCell(kind, text)
    if (cell === null) return 'missing'
    return typeof cell === 'number' ? `bin ${intervalOf(breaks, cell)}` : `text ${cell}`
  }
  const count = (texts: readonly string[]) => {
    const found = new Map<string, number>()
    for (const text of texts) found.set(keyOf(text), (found.get(keyOf(text)) ?? 0) + 1)
    return found
  }
  const expected = count(train)
  const actual = count(test)
  const keys = [...new Set([...expected.keys(), ...actual.keys()])]
  return stabilityOf(
    psi(
      keys.map((key) => expected.get(key) ?? 0),
      keys.map((key) => actual.get(key) ?? 0),
    ),
  )
}

import type { BookColumns } from './book-columns.js'
import type { FeatureCode } from './features.js'
import { compiled, type Formula } from './formula.js'
import { pointsOf, stepAt } from './points.js'
import { holds } from './profiles.js'
import { fewestPoints, inputsOf, type Indicator, type ProfileCondition } from './scorecard.js'

/** Points of each row, whether stale or not; −1 where nothing can be read. */
export type PointsOfRow = (row: number) => number
export type TestOfRow = (row: number) => boolean
/** NaN where nothing is known. */
type NumberOfRow = (row: number) => number

/** What an indicator over numbers looks at in each row. */
export function numberReader({ feature, formula }: Indicator, columns: BookColumns): NumberOfRow {
  if (feature !== null) {
    const numbers = columns.numbers.get(feature)
    return (row) => numbers?.[row] ?? Number.NaN
  }
  return formula === undefined ? () => Number.NaN : formulaReader(formula, columns)
}

export function formulaReader(formula: Formula, columns: BookColumns): NumberOfRow {
  const reader = compiled(formula)
  if (!reader) return () => Number.NaN
  const inputs = reader.inputs.map((input) => valueReader(input, columns))
  const values: (number | string)[] = inputs.map(() => 0)
  return (row) => {
    for (let place = 0; place < inputs.length; place += 1) {
      const value = inputs[place]?.(row) ?? null
      if (value === null) return Number.NaN
      values[place] = value
    }
    return reader.value(values) ?? Number.NaN
  }
}

function valueReader(feature: FeatureCode, columns: BookColumns): (row: number) => number | string | null {
  const codes = columns.codes.get(feature)
  if (codes) return (row) => columns.texts[codes[row] ?? 0] ?? null
  const numbers = columns.numbers.get(feature)
  return (row) => {
    const value = numbers?.[row] ?? Number.NaN
    return Number.isNaN(value) ? null : value
  }
}

export function pointsReader(indicator: Indicator, columns: BookColumns): PointsOfRow {
  const codes = indicator.feature === null ? undefined : columns.codes.get(indicator.feature)
  if (codes) {
    const points = columns.texts.map((text) =>
      text === null || indicator.codes.length === 0
        ? -1
        : (indicator.codes.find(({ code }) => code === text)?.points ?? fewestPoints(indicator)),
    )
    return (row) => points[codes[row] ?? 0] ?? -1
  }
  const number = numberReader(indicator, columns)
  if (indicator.line !== undefined)
    return (row) => {
      const value = number(row)
      return Number.isNaN(value) ? -1 : (pointsOf(indicator, value) ?? -1)
    }
  if (indicator.bins.length === 0) return () => -1
  const points = indicator.bins.map((bin) => bin.points)
  return (row) => {
    const value = number(row)
    return Number.isNaN(value) ? -1 : (points[stepAt(indicator, value)] ?? -1)
  }
}

/** Whether anything that an indicator looks at is out of date. */
export function staleReader(indicator: Indicator, columns: BookColumns): TestOfRow {
  const stale = inputsOf(indicator).flatMap((feature) => columns.stale.get(feature) ?? [])
  const [first] = stale
  if (stale.length <= 1) return (row) => first?.[row] === 1
  return (row) => stale.some((column) => column[row] === 1)
}

/** The step of an indicator that each row falls into; −1 where nothing is known. */
export function stepReader(indicator: Indicator, columns: BookColumns): (row: number) => number {
  const codes = indicator.feature === null ? undefined : columns.codes.get(indicator.feature)
  if (codes) {
    const steps = columns.texts.map((text) => {
      if (text === null) return -1
      const place = indicator.codes.findIndex(({ code }) => code === text)
      return place < 0 ? indicator.codes.length : place
    })
    return (row) => steps[codes[row] ?? 0] ?? -1
  }
  const number = numberReader(indicator, columns)
  return (row) => {
    const value = number(row)
    return Number.isNaN(value) ? -1 : stepAt(indicator, value)
  }
}

/** Whether all conditions of a profile hold of a row. */
export function conditionReader(when: readonly ProfileCondition[], columns: BookColumns): TestOfRow {
  const tests = when.map((condition): TestOfRow => {
    const codes = columns.codes.get(condition.feature)
    if (codes) {
      const meets = columns.texts.map((text) => holds(condition, text))
      return (row) => meets[codes[row] ?? 0] ?? false
    }
    const value = valueReader(condition.feature, columns)
    return (row) => holds(condition, value(row))
  })
  return (row) => tests.every((test) => test(row))
}

import { Refusal } from '../../../../../kernel/errors.js'
import { parseNumber } from './column.js'

/** The class of a row that has none: it is scored, and counts in nothing. */
export const UNKNOWN_CLASS = -1

const VALUES_SHOWN = 6

/**
 * The class of each row: 1 bad, 0 good, −1 where the cell is empty. Without `badValue` the column must hold 0 and 1;
 * with it that value is bad and every other good.
 */
export function readTarget(column: string, texts: readonly string[], badValue?: string): Int8Array {
  const trimmed = texts.map((text) => text.trim())
  const distinct = [...new Set(trimmed)].filter((text) => text !== '').sort()
  const refuse = () =>
    new Refusal('training_target_not_binary', {
      column,
      count: distinct.length,
      values: distinct.slice(0, VALUES_SHOWN).join(', ') + (distinct.length > VALUES_SHOWN ? ', …' : ''),
    })
  if (badValue !== undefined) {
    if (!distinct.includes(badValue)) throw refuse()
    return Int8Array.from(trimmed, (text) => (text === '' ? UNKNOWN_CLASS : text === badValue ? 1 : 0))
  }
  if (
    distinct.length === 0 ||
    !distinct.every((text) => parseNumber(text) === 0 || parseNumber(text) === 1)
  ) {
    throw refuse()
  }
  return Int8Array.from(trimmed, (text) => (text === '' ? UNKNOWN_CLASS : (parseNumber(text) ?? 0)))
}

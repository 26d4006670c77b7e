import { unreachable } from '../../../kernel/errors.js'
import { ownValue } from '../../../kernel/own-value.js'
import type { ConditionNode, Expression, FieldTest, FieldValues } from './flow.js'

/** Whether the values fulfil the tests. A value that is not known fulfils no test, not even `ne`. */
export function holds(expression: Expression, values: FieldValues): boolean {
  const one = (test: FieldTest) => testHolds(test, ownValue(values, test.field) ?? null)
  return expression.match === 'all' ? expression.tests.every(one) : expression.tests.some(one)
}

/** The branch that a case with these values takes: the first whose condition holds, else the last one. */
export function branchFor(node: ConditionNode, values: FieldValues): string {
  const branch = node.branches.find(({ when }) => when === null || holds(when, values))
  if (!branch) throw new Error(`no branch of ${node.id} holds`)
  return branch.id
}

function testHolds({ operator, value: wanted }: FieldTest, actual: string | boolean | null): boolean {
  if (actual === null) return false
  switch (operator) {
    case 'eq':
      return same(actual, wanted)
    case 'ne':
      return !same(actual, wanted)
    case 'in':
      return listOf(wanted).some((one) => same(actual, one))
    case 'notIn':
      return !listOf(wanted).some((one) => same(actual, one))
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return compares(operator, compareDecimals(actual, wanted))
    default:
      return unreachable(operator)
  }
}

function listOf(wanted: FieldTest['value']): readonly string[] {
  return typeof wanted === 'object' ? wanted : []
}

function same(actual: string | boolean, wanted: FieldTest['value']): boolean {
  const order = compareDecimals(actual, wanted)
  return order === null ? actual === wanted : order === 0
}

function compares(operator: 'lt' | 'lte' | 'gt' | 'gte', order: number | null): boolean {
  if (order === null) return false
  if (operator === 'lt') return order < 0
  if (operator === 'lte') return order <= 0
  return operator === 'gt' ? order > 0 : order >= 0
}

/** Compares two decimal strings exactly: negative, zero or positive; null when one of them is no decimal. */
function compareDecimals(left: FieldTest['value'], right: FieldTest['value']): number | null {
  const [a, b] = [decimalOf(left), decimalOf(right)]
  if (!a || !b) return null
  const scale = Math.max(a.scale, b.scale)
  const difference = a.digits * 10n ** BigInt(scale - a.scale) - b.digits * 10n ** BigInt(scale - b.scale)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}

function decimalOf(value: FieldTest['value']): { digits: bigint; scale: number } | null {
  const match = typeof value === 'string' ? /^(-?\d{1,20})(?:\.(\d{1,12}))?$/.exec(value) : null
  if (!match) return null
  const fraction = match[2] ?? ''
  return { digits: BigInt((match[1] ?? '') + fraction), scale: fraction.length }
}

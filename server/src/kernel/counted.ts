const rules = new Intl.PluralRules('en')

/**
 * A number with its noun in English: `1 day`, `2 days`, `1.5 days`.
 *
 * @param count as it is written; a decimal text with a point is a number, too
 */
export function counted(count: number | string, one: string, other = `${one}s`): string {
  return `${count} ${rules.select(Number(count)) === 'one' ? one : other}`
}

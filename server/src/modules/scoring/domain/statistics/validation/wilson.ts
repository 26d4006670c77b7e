import { NORMAL_975 } from '../numeric/distributions.js'

/**
 * The 95 % interval of a share of `bad` among `cases` by Wilson (1927): unlike the textbook interval it stays within 0
 * and 1, and says something when nobody or everybody is bad. Null without cases.
 */
export function wilsonInterval(bad: number, cases: number): [number, number] | null {
  if (cases <= 0) return null
  const z2 = NORMAL_975 ** 2
  const rate = bad / cases
  const middle = (rate + z2 / (2 * cases)) / (1 + z2 / cases)
  const half =
    (NORMAL_975 * Math.sqrt((rate * (1 - rate)) / cases + z2 / (4 * cases * cases))) / (1 + z2 / cases)
  return [bad === 0 ? 0 : Math.max(0, middle - half), bad === cases ? 1 : Math.min(1, middle + half)]
}

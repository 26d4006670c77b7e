import type { Bilingual } from '../../../kernel/bilingual.js'
import type { ClassConditions } from './customer-class.js'
import type { CreditPolicy, PolicyRule } from './policy.js'

const grades = ['AAA', 'AA', 'A', 'B', 'C']

/** What makes a policy unusable, in words; empty when it is sound. */
export function policyFaults(policy: CreditPolicy): Bilingual[] {
  return [
    ...doubleRows(policy.rules),
    ...ties(policy.rules),
    ...uncovered(policy.rules),
    ...classFaults(policy),
    ...policy.rules.flatMap(rowFaults),
  ]
}

interface Place {
  readonly grade: string
  readonly segment: string | null
  readonly customerClass: string | null
}

function placesOf(rule: PolicyRule): Place[] {
  const { grade, segments, classes = [] } = rule
  const segmentsOrAll = segments.length === 0 ? [null] : segments
  const classesOrAll = classes.length === 0 ? [null] : classes
  return segmentsOrAll.flatMap((segment) =>
    classesOrAll.map((customerClass) => ({ grade, segment, customerClass })),
  )
}

function doubleRows(rules: readonly PolicyRule[]): Bilingual[] {
  const keys = rules.flatMap(placesOf).map((place) => JSON.stringify(place))
  const twice = [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))]
  return twice.map((key) => {
    const { zh, en } = placeText(JSON.parse(key) as Place)
    return { zh: `${zh} 有两行`, en: `two rules for ${en}` }
  })
}

/** A row for a segment and a row for a class both fit customers of that class there: a row that names both must decide. */
function ties(rules: readonly PolicyRule[]): Bilingual[] {
  const places = rules.flatMap(placesOf)
  const both = new Set(places.map((place) => JSON.stringify(place)))
  const bySegment = places.filter(({ segment, customerClass }) => segment !== null && customerClass === null)
  const byClass = places.filter(({ segment, customerClass }) => segment === null && customerClass !== null)
  return bySegment.flatMap(({ grade, segment }) =>
    byClass
      .filter((place) => place.grade === grade)
      .map(({ customerClass }): Place => ({ grade, segment, customerClass }))
      .filter((place) => !both.has(JSON.stringify(place)))
      .map((place) => {
        const { zh, en } = placeText(place)
        return {
          zh: `${zh} 同时适用两行，请增加一行同时指明信用段和客户类别`,
          en: `two rules fit ${en}: add one that names both segment and class`,
        }
      }),
  )
}

/** Without a row for everybody a grade leaves out customers of no class, and segments opened later. */
function uncovered(rules: readonly PolicyRule[]): Bilingual[] {
  return grades
    .filter(
      (grade) =>
        !rules.some(
          (rule) => rule.grade === grade && rule.segments.length === 0 && (rule.classes ?? []).length === 0,
        ),
    )
    .map((grade) => ({
      zh: `等级 ${grade} 没有适用于全部信用段、全部客户的一行`,
      en: `no rule for grade ${grade} in every segment`,
    }))
}

function placeText({ grade, segment, customerClass }: Place): Bilingual {
  return {
    zh: `等级 ${grade}、${segment ?? '全部信用段'}${customerClass === null ? '' : `、类别 ${customerClass}`}`,
    en: `${grade} in ${segment ?? '*'}${customerClass === null ? '' : ` for class ${customerClass}`}`,
  }
}

function classFaults({ classes = [], rules }: CreditPolicy): Bilingual[] {
  const codes = classes.map(({ code }) => code)
  const twice = [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))]
  const named = [...new Set(rules.flatMap((rule) => rule.classes ?? []))]
  return [
    ...twice.map((code) => ({ zh: `客户类别 ${code} 重复`, en: `two classes ${code}` })),
    ...classes
      .filter(({ when }) => isEmptyCondition(when))
      .map(({ code }) => ({ zh: `客户类别 ${code} 没有条件`, en: `class ${code} has no condition` })),
    ...named
      .filter((code) => !codes.includes(code))
      .map((code) => ({ zh: `没有客户类别 ${code}`, en: `there is no class ${code}` })),
  ]
}

function isEmptyCondition(when: ClassConditions): boolean {
  const { relationMonths, registeredCapital, industries, regions, field } = when
  const bounded = [relationMonths, registeredCapital].some(
    (bounds) => bounds?.from !== undefined || bounds?.below !== undefined,
  )
  return !bounded && !industries?.length && !regions?.length && !field
}

function rowFaults(rule: PolicyRule): Bilingual[] {
  const { terms, netDays, prepaymentBasisPoints = 0, grade } = rule
  const at = (zh: string, en: string): Bilingual => ({
    zh: `等级 ${grade} 的一行：${zh}`,
    en: `a rule for grade ${grade}: ${en}`,
  })
  return [
    ...(terms?.kind === 'cash-on-delivery' && netDays > 0
      ? [at('货到付款不能有账期天数', 'cash on delivery has no days of credit')]
      : []),
    ...(terms?.kind === 'instalments' && (terms.instalments === undefined || netDays === 0)
      ? [at('分期须写明期数和天数', 'instalments need a number and days')]
      : []),
    ...(prepaymentBasisPoints === 10_000 && netDays > 0
      ? [at('全额预付不能有账期天数', 'paid wholly in advance there are no days of credit')]
      : []),
  ]
}

import type { Bilingual } from '../../../kernel/bilingual.js'
import { isCurrency } from '../../../kernel/currency.js'
import { parseAmount } from '../../../kernel/money.js'
import { nominalDays, type Step, type Strategy, type StrategyDocument } from './strategy.js'

/** What the document may refer to. */
export interface Known {
  readonly templates: ReadonlySet<string>
  readonly roles: ReadonlySet<string>
  readonly classes: ReadonlySet<string>
  readonly segments: ReadonlySet<string>
}

/** What makes a document unusable, in words; empty when it is sound. */
export function strategyFaults(document: StrategyDocument, known: Known): Bilingual[] {
  const { strategies, hours, quietDays } = document
  return [
    ...twice(strategies.map(({ code }) => code)).map((code) =>
      fault(`策略编码 ${code} 重复`, `two strategies are called ${code}`),
    ),
    ...(hours.from < hours.until
      ? []
      : [fault('发送时段的起止时间颠倒', 'the sending hours end before they begin')]),
    ...quietDays
      .filter(({ from, until }) => until < from)
      .map(({ name }) =>
        fault(`静默期“${name}”的起止日期颠倒`, `the quiet days ${name} end before they begin`),
      ),
    ...hiddenStrategies(strategies),
    ...strategies.flatMap((strategy) => faultsOf(strategy, known)),
  ]
}

/** After a strategy for everybody, no other is ever reached. */
function hiddenStrategies(strategies: readonly Strategy[]): Bilingual[] {
  const all = strategies.findIndex(({ audience }) =>
    Object.values(audience as Record<string, unknown>).every((part) => part === undefined),
  )
  if (all < 0) return []
  return strategies
    .slice(all + 1)
    .map(({ code }) =>
      fault(
        `策略 ${code} 排在适用于所有客户的策略之后，永不生效`,
        `${code} stands after a strategy for everybody and is never reached`,
      ),
    )
}

function faultsOf(strategy: Strategy, known: Known): Bilingual[] {
  const { code, steps, audience } = strategy
  const { classes = [], segments = [], overdue } = audience
  const at = (zh: string, en: string) => fault(`${code}：${zh}`, `${code}: ${en}`)
  const days = nominalDays(steps)
  return [
    ...twice(steps.map((step) => step.code)).map((step) =>
      at(`步骤编码 ${step} 重复`, `two steps are called ${step}`),
    ),
    ...steps.flatMap((step, index) =>
      index > 0 && (days[index] ?? 0) < (days[index - 1] ?? 0)
        ? [at(`步骤 ${step.code} 早于前一步`, `step ${step.code} comes before the one above it`)]
        : [],
    ),
    ...steps.flatMap((step, index) =>
      steps.some(
        (other, before) => before < index && other.channel === step.channel && days[before] === days[index],
      )
        ? [
            at(
              `步骤 ${step.code} 与另一步骤同日同渠道`,
              `step ${step.code} stands on the day and channel of another`,
            ),
          ]
        : [],
    ),
    ...steps.flatMap((step, index) => stepFaults(step, index, known).map(({ zh, en }) => at(zh, en))),
    ...classes
      .filter((one) => !known.classes.has(one))
      .map((one) => at(`授信政策中没有客户类别 ${one}`, `the credit policy has no customer class ${one}`)),
    ...segments
      .filter((one) => !known.segments.has(one))
      .map((one) => at(`没有授信分部 ${one}`, `there is no credit segment ${one}`)),
    ...(overdue?.from !== undefined &&
    overdue.below !== undefined &&
    Number(overdue.below) <= Number(overdue.from)
      ? [at('逾期金额的范围为空', 'no overdue amount lies in its bounds')]
      : []),
  ]
}

function stepFaults(step: Step, index: number, known: Known): Bilingual[] {
  const { code, anchor, days, template, escalateTo, minimum } = step
  const amounts = Object.entries(minimum).filter(
    ([currency, amount]) => !isCurrency(currency) || typeof parseAmount(amount, currency) !== 'bigint',
  )
  return [
    ...(anchor === 'previous' && (index === 0 || days < 1)
      ? [
          fault(
            `步骤 ${code} 须在前一步至少一天之后`,
            `step ${code} must follow another one by a day at least`,
          ),
        ]
      : []),
    ...(anchor === 'oldest-due' && days < 1
      ? [
          fault(
            `步骤 ${code} 按最早到期日计算，须为逾期之后`,
            `step ${code} counts from the oldest due day and must come after it`,
          ),
        ]
      : []),
    ...(known.templates.has(template)
      ? []
      : [
          fault(
            `步骤 ${code} 的模板 ${template} 不存在`,
            `step ${code} uses the unknown template ${template}`,
          ),
        ]),
    ...(escalateTo === undefined || known.roles.has(escalateTo)
      ? []
      : [
          fault(
            `步骤 ${code} 升级的角色 ${escalateTo} 不存在`,
            `step ${code} escalates to the unknown role ${escalateTo}`,
          ),
        ]),
    ...amounts.map(([currency]) =>
      fault(`步骤 ${code} 的 ${currency} 最低金额无效`, `step ${code} has no valid minimum in ${currency}`),
    ),
    ...(step.creditEffect !== 'none' && days < 1 && anchor !== 'previous'
      ? [
          fault(
            `步骤 ${code} 在逾期之前不能影响信用`,
            `step ${code} may not touch credit before anything is overdue`,
          ),
        ]
      : []),
  ]
}

function twice(codes: readonly string[]): string[] {
  return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))]
}

function fault(zh: string, en: string): Bilingual {
  return { zh, en }
}

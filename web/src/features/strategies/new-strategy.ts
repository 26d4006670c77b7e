import type { Step, Strategy, StrategyDocument } from './strategy-api'

/** A code that is not taken yet. */
function freeCode(stem: string, taken: readonly string[]): string {
  for (let number = taken.length + 1; ; number++) {
    const code = `${stem}-${number}`
    if (!taken.includes(code)) return code
  }
}

/** A step after the last one of a strategy. */
export function newStep({ steps }: Pick<Strategy, 'steps'>): Step {
  const last = steps.at(-1)
  const days = (last?.anchor === 'previous' ? 0 : (last?.days ?? 0)) + 7
  return {
    code: freeCode(
      'step',
      steps.map(({ code }) => code),
    ),
    name: { zh: '', en: '' },
    anchor: 'due',
    days,
    channel: 'email',
    template: 'overdue',
    sender: 'organisation',
    workingDaysOnly: true,
    minimum: { ...last?.minimum },
    creditEffect: 'none',
    approval: false,
  }
}

/** A strategy before the others, for some customers only. */
export function newStrategy({ strategies }: Pick<StrategyDocument, 'strategies'>): Strategy {
  const model = strategies.at(-1)
  const code = freeCode(
    'strategy',
    strategies.map((one) => one.code),
  )
  return {
    code,
    name: { zh: code, en: code },
    audience: { grades: ['C'] },
    locale: model?.locale ?? 'zh-CN',
    stop: { ...(model?.stop ?? { openPromise: false, afterReceiptDays: 0, contactsIn30Days: 8 }) },
    unmatchedMoney: model?.unmatchedMoney ?? 'set-aside',
    // Its own codes: what one strategy has done another does not repeat under the same name.
    steps: (model?.steps ?? []).map((step) => ({ ...step, code: `${code}-${step.code}`.slice(0, 40) })),
  }
}

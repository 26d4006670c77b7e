import type { Bilingual } from '../../../kernel/bilingual.js'
import type { Step, StrategyDocument } from './strategy.js'

const both = (zh: string, en: string): Bilingual => ({ zh, en })

const minimum = { CNY: '100.00', USD: '20.00', EUR: '20.00', JPY: '2000', HKD: '150.00' }

function step(code: string, name: Bilingual, days: number, more: Partial<Step>): Step {
  return {
    ...{ code, name, days, anchor: 'due', channel: 'email', template: 'overdue', sender: 'organisation' },
    ...{ workingDaysOnly: true, minimum, creditEffect: 'none', approval: false },
    ...more,
  }
}

/**
 * A strategy that offends nobody who pays: a reminder before the due day and on it, a friendly word after three days, the
 * telephone after seven, a firm letter after thirty, and the last word with a stop of new orders after sixty, which a
 * person has to agree to.
 */
export const defaultStrategies: StrategyDocument = {
  title: both('标准催收策略', 'Standard collection strategy'),
  description: both(
    '到期前三天提醒，到期日通知，逾期 3、7、15、30、60 天逐级加强；最后一步须人工确认。',
    'A reminder three days before the due day and on it; then firmer after 3, 7, 15, 30 and 60 days; the last step waits for a person.',
  ),
  hours: { from: '09:00', until: '18:00' },
  quietDays: [],
  onePerDay: 'channel',
  strategies: [
    {
      code: 'standard',
      name: both('标准', 'Standard'),
      audience: {},
      locale: 'zh-CN',
      stop: { openPromise: false, afterReceiptDays: 0, contactsIn30Days: 8 },
      unmatchedMoney: 'set-aside',
      steps: [
        step('before-3', both('到期前 3 天提醒', 'Three days before'), -3, { template: 'reminder' }),
        step('due', both('到期日通知', 'Due day'), 0, { template: 'due' }),
        step('overdue-3', both('逾期 3 天', '3 days overdue'), 3, { sender: 'owner' }),
        step('overdue-7', both('逾期 7 天电话', 'Call after 7 days'), 7, {
          channel: 'phone',
          template: 'call',
        }),
        step('overdue-15', both('逾期 15 天', '15 days overdue'), 15, { template: 'second' }),
        step('overdue-15-sales', both('逾期 15 天告知业务员', 'Salesperson told after 15 days'), 15, {
          channel: 'in-app',
          template: 'inform',
        }),
        step('overdue-30', both('逾期 30 天书面催告', 'Letter after 30 days'), 30, {
          channel: 'letter',
          template: 'demand',
          escalateTo: 'credit-manager',
        }),
        step(
          'overdue-60',
          both('逾期 60 天最后催告并停止新订单', 'Last demand after 60 days, no new orders'),
          60,
          {
            channel: 'letter',
            template: 'final',
            escalateTo: 'credit-manager',
            creditEffect: 'block-orders',
            approval: true,
          },
        ),
      ],
    },
  ],
}

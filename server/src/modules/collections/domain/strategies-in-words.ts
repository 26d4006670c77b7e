import type { Bilingual } from '../../../kernel/bilingual.js'
import type { DocumentPart } from '../../approvals/domain/document-change.js'
import type { Audience, Step, Strategy, StrategyDocument } from './strategy.js'

/** The strategies as parts that can be compared and read: what holds for all, each strategy, and each of its steps. */
export function strategiesInWords(document: StrategyDocument): DocumentPart[] {
  const { hours, quietDays, onePerDay, strategies } = document
  return [
    {
      key: 'common',
      name: { zh: '共同设置', en: 'Common settings' },
      fields: [
        { name: { zh: '发送时段', en: 'Sending hours' }, text: same(`${hours.from}–${hours.until}`) },
        {
          name: { zh: '静默期', en: 'Quiet days' },
          text: same(quietDays.map(({ name, from, until }) => `${name} ${from}–${until}`).join(', ')),
        },
        {
          name: { zh: '每客户每天', en: 'Per customer and day' },
          text:
            onePerDay === 'channel'
              ? { zh: '每个渠道一次', en: 'one contact for each channel' }
              : { zh: '仅一次', en: 'one contact' },
        },
        { name: { zh: '策略顺序', en: 'Order' }, text: same(strategies.map(({ code }) => code).join(' > ')) },
      ],
    },
    ...strategies.flatMap(partsOf),
  ]
}

function partsOf(strategy: Strategy): DocumentPart[] {
  const { code, name, audience, stop, unmatchedMoney, locale, steps } = strategy
  return [
    {
      key: code,
      name,
      fields: [
        { name: { zh: '名称', en: 'Name' }, text: name },
        { name: { zh: '适用对象', en: 'Audience' }, text: same(audienceText(audience)) },
        { name: { zh: '语言', en: 'Language' }, text: same(locale) },
        {
          name: { zh: '停止条件', en: 'Stops' },
          text: {
            zh: `有承诺时停止：${stop.openPromise ? '是' : '否'}；到款后静默 ${stop.afterReceiptDays} 天；30 天内最多 ${stop.contactsIn30Days ?? '不限'} 次`,
            en: `while promised: ${stop.openPromise ? 'yes' : 'no'}; ${stop.afterReceiptDays} days after a receipt; at most ${stop.contactsIn30Days ?? 'any number'} in 30 days`,
          },
        },
        {
          name: { zh: '有未核销来款时', en: 'With unmatched money' },
          text:
            unmatchedMoney === 'set-aside'
              ? { zh: '暂缓', en: 'set aside' }
              : { zh: '照发并注明', en: 'sent, mentioning it' },
        },
      ],
    },
    ...steps.map((step) => ({
      key: `${code}/${step.code}`,
      name: { zh: `${name.zh}：${step.name.zh}`, en: `${name.en}: ${step.name.en}` },
      fields: stepFields(step),
    })),
  ]
}

const anchors: Readonly<Record<Step['anchor'], Bilingual>> = {
  due: { zh: '到期日', en: 'due day' },
  'oldest-due': { zh: '最早到期日', en: 'oldest due day' },
  previous: { zh: '前一步', en: 'previous step' },
}

function stepFields(step: Step): DocumentPart['fields'] {
  const {
    anchor,
    days,
    channel,
    template,
    sender,
    escalateTo,
    workingDaysOnly,
    minimum,
    creditEffect,
    approval,
  } = step
  const yes = (value: boolean): Bilingual => (value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' })
  return [
    {
      name: { zh: '时间', en: 'When' },
      text: {
        zh: `${anchors[anchor].zh} ${days >= 0 ? '+' : ''}${days} 天`,
        en: `${anchors[anchor].en} ${days >= 0 ? '+' : ''}${days} days`,
      },
    },
    { name: { zh: '渠道', en: 'Channel' }, text: same(channel) },
    { name: { zh: '模板', en: 'Text' }, text: same(template) },
    { name: { zh: '落款', en: 'Signed by' }, text: same(sender) },
    { name: { zh: '升级至', en: 'Escalates to' }, text: same(escalateTo ?? '') },
    { name: { zh: '仅工作日', en: 'Working days only' }, text: yes(workingDaysOnly) },
    {
      name: { zh: '最低金额', en: 'Least amount' },
      text: same(
        Object.entries(minimum)
          .map(([currency, amount]) => `${currency} ${amount}`)
          .join(', '),
      ),
    },
    { name: { zh: '信用影响', en: 'Effect on credit' }, text: same(creditEffect) },
    { name: { zh: '须批准', en: 'Needs approval' }, text: yes(approval) },
  ]
}

function audienceText({ grades, segments, classes, owners, overdue, brokenPromisesFrom }: Audience): string {
  const lists = [grades, segments, classes, owners].flatMap((list) => (list ? [list.join('/')] : []))
  const amount = overdue ? [`${overdue.from ?? ''}–${overdue.below ?? ''}`] : []
  const broken = brokenPromisesFrom === undefined ? [] : [`≥${brokenPromisesFrom}`]
  return [...lists, ...amount, ...broken].join('; ')
}

function same(text: string): Bilingual {
  return { zh: text, en: text }
}

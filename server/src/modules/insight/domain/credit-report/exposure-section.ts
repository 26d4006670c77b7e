import { counted } from '../../../../kernel/counted.js'
import {
  column,
  pairs,
  table,
  text,
  type ReportBlock,
  type ReportSection,
} from '../../../../kernel/report/document.js'
import { moneyText, NOTHING, type Say } from '../../../../kernel/report/texts.js'
import {
  bucketKeys,
  type AccountPart,
  type AgingPart,
  type BucketKey,
  type LimitLineView,
} from './report-data.js'

/** What the customer could cost us now, against what it may. */
export function exposureSection(
  accounts: readonly AccountPart[],
  aging: AgingPart | null,
  say: Say,
): ReportSection {
  const none = text(say('该客户没有信用账户。', 'The customer has no credit account.'), true)
  return {
    id: 'exposure',
    title: say('授信与信用占用', 'Limits and exposure'),
    blocks: [
      ...(accounts.length === 0 ? [none] : accounts.flatMap((account) => accountBlocks(account, say))),
      ...(aging ? agingBlocks(aging, say) : []),
    ],
  }
}

function bucketNames(say: Say): Readonly<Record<BucketKey, string>> {
  return {
    reserved: say('预占', 'Reserved'),
    openOrders: say('未交订单', 'Open orders'),
    deliveredNotBilled: say('已交未开票', 'Delivered, not billed'),
    receivables: say('应收', 'Receivables'),
    bills: say('票据', 'Bills'),
    unapplied: say('未核销收款', 'Unapplied receipts'),
  }
}

/** The limit in words. */
export function limitText(
  { limitMode, standing }: Pick<AccountPart, 'limitMode' | 'standing'>,
  say: Say,
): string {
  if (limitMode === 'unlimited') return say('不限额', 'unlimited')
  if (standing?.expired === true) return say('额度已过期', 'expired')
  return standing?.limit ? moneyText(standing.limit) : say('未授信', 'no credit')
}

function accountBlocks(account: AccountPart, say: Say): ReportBlock[] {
  const { standing } = account
  const status = {
    active: say('正常', 'active'),
    frozen: say('冻结', 'frozen'),
    blocked: say('禁止', 'blocked'),
  }[account.status]
  const rows: (readonly [string, string])[] = [
    [say('信用段', 'Segment'), `${account.segmentName}（${account.segment}）`],
    [say('账户状态', 'Status'), status],
    [say('额度', 'Limit'), limitText(account, say)],
    [
      say('账期', 'Terms'),
      account.netDays === null ? NOTHING : say(`${account.netDays} 天`, counted(account.netDays, 'day')),
    ],
    [say('信用占用', 'Exposure'), standing ? moneyText(standing.exposure) : NOTHING],
    [say('可用额度', 'Available'), standing?.available ? moneyText(standing.available) : NOTHING],
    [
      say('逾期', 'Overdue'),
      standing
        ? `${moneyText(standing.overdue)}${standing.oldestDays > 0 ? say(`（最长 ${standing.oldestDays} 天）`, ` (${counted(standing.oldestDays, 'day')})`) : ''}`
        : NOTHING,
    ],
    [say('下次复审', 'Review on'), account.reviewOn ?? NOTHING],
    ...(standing?.groupLimit
      ? ([
          [say('信用组额度', 'Group limit'), moneyText(standing.groupLimit)],
          [say('信用组占用', 'Group exposure'), moneyText(standing.groupExposure)],
        ] as const)
      : []),
  ]
  const names = bucketNames(say)
  const buckets = standing
    ? [
        table(
          [
            ...bucketKeys.map((key) => column(names[key], 1, 'right')),
            column(say('合计', 'Total'), 1, 'right'),
          ],
          [[...bucketKeys.map((key) => moneyText(standing.buckets[key])), moneyText(standing.exposure)]],
        ),
      ]
    : [text(say('缺少汇率，占用无法折算。', 'An exchange rate is missing: the exposure cannot be added up.'))]
  return [pairs(rows), ...buckets, ...lineBlocks(account.lines, say)]
}

function lineBlocks(lines: readonly LimitLineView[] | null, say: Say): ReportBlock[] {
  if (lines === null || lines.length === 0) return []
  const kinds = {
    base: say('基础', 'base'),
    temporary: say('临时', 'temporary'),
    seasonal: say('季节', 'seasonal'),
    secured: say('担保', 'secured'),
  }
  return [
    table(
      [
        column(say('额度明细', 'Limit line'), 3),
        column(say('金额', 'Amount'), 4, 'right'),
        column(say('生效', 'From'), 3),
        column(say('到期', 'Until'), 3),
        column(say('依据', 'Reason'), 9),
      ],
      lines.map(({ kind, amount, validFrom, validTo, reason }) => [
        kinds[kind],
        moneyText(amount),
        validFrom,
        validTo ?? say('长期', 'open'),
        reason,
      ]),
    ),
  ]
}

function agingBlocks({ buckets, rows }: AgingPart, say: Say): ReportBlock[] {
  if (rows.length === 0) return [text(say('没有未付应收。', 'Nothing is owed.'), true)]
  const name = (key: string) =>
    key === 'notDue' ? say('未到期', 'Not due') : say(`${key} 天`, `${key} days`)
  return [
    table(
      [
        column(say('币种', 'Currency'), 3),
        ...buckets.map((key) => column(name(key), 3, 'right')),
        column(say('合计', 'Total'), 4, 'right'),
      ],
      rows.map(({ currency, amounts, total }) => [
        currency,
        ...amounts.map(({ amount }) => moneyText({ amount, currency }).replace(/^(-?)[^\d-]*/, '$1')),
        moneyText(total),
      ]),
      { title: say('应收账龄（按到期日）', 'Aging of receivables (by due date)') },
    ),
  ]
}

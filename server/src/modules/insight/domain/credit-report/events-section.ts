import { counted } from '../../../../kernel/counted.js'
import {
  column,
  table,
  text,
  type ReportBlock,
  type ReportSection,
} from '../../../../kernel/report/document.js'
import { joined, moneyText, type Say } from '../../../../kernel/report/texts.js'
import type { EventsPart, HoldView, ItemView } from './report-data.js'

/** Orders that were stopped and what became of them, what is overdue, what is disputed. */
export function eventsSection({ holds, items }: EventsPart, say: Say): ReportSection {
  return {
    id: 'events',
    title: say('重要事项', 'Events'),
    blocks: [...(holds ? holdBlocks(holds, say) : []), ...(items ? itemBlocks(items, say) : [])],
  }
}

function holdBlocks(holds: readonly HoldView[], say: Say): ReportBlock[] {
  if (holds.length === 0) return [text(say('近期没有订单被冻结。', 'No order was held lately.'), true)]
  const statuses = {
    open: say('待处理', 'open'),
    released: say('已放行', 'released'),
    rejected: say('已驳回', 'rejected'),
    superseded: say('已被取代', 'superseded'),
  }
  return [
    table(
      [
        column(say('日期', 'Day'), 3),
        column(say('单据', 'Document'), 4),
        column(say('金额', 'Amount'), 4, 'right'),
        column(say('冻结原因', 'Held because'), 9),
        column(say('结果', 'Outcome'), 7),
      ],
      holds.map(({ on, document, amount, status, reasons, closedBy, closedOn, closeReason }) => [
        on,
        document,
        moneyText(amount),
        reasons.map(({ zh, en }) => say(zh, en)).join('\n'),
        joined([statuses[status], closedOn, closedBy, closeReason && say(closeReason.zh, closeReason.en)]),
      ]),
      { title: say('冻结与放行', 'Holds and releases') },
    ),
  ]
}

function itemBlocks(items: readonly ItemView[], say: Say): ReportBlock[] {
  if (items.length === 0)
    return [text(say('没有逾期或有争议的应收。', 'Nothing is overdue or disputed.'), true)]
  return [
    table(
      [
        column(say('发票', 'Invoice'), 5),
        column(say('到期日', 'Due'), 3),
        column(say('逾期', 'Overdue'), 3, 'right'),
        column(say('未付金额', 'Open'), 5, 'right'),
        column(say('争议', 'Disputed'), 2),
      ],
      items.map(({ document, dueOn, days, open, disputed }) => [
        document,
        dueOn,
        days > 0 ? say(`${days} 天`, counted(days, 'day')) : '',
        moneyText(open),
        disputed ? say('是', 'yes') : '',
      ]),
      { title: say('逾期与争议（最早的在前）', 'Overdue and disputed, oldest first') },
    ),
  ]
}

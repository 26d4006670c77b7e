import type { Language } from '../../kernel/bilingual.js'
import { column, pairs, table, text, type ReportDocument } from '../../kernel/report/document.js'
import { grouped, moneyText, NOTHING, speaking } from '../../kernel/report/texts.js'
import type { LetterItem, StoredLetter } from './letter-store.js'

/** A letter with whose it is and to whom. */
export interface AddressedLetter {
  readonly organisation: string
  readonly customerCode: string
  readonly customerName: string
  readonly letter: Pick<StoredLetter, 'number' | 'items' | 'totals' | 'writtenOn' | 'payBy' | 'language'>
}

/**
 * A letter that demands payment 催款函. It names each debt and asks for it without condition, so that its arrival begins
 * the limitation period anew (民法典195), keeps all further claims, and has a receipt for the debtor to sign (时效规定 第八条).
 */
export function letterDocument({
  organisation,
  customerCode,
  customerName,
  letter,
}: AddressedLetter): ReportDocument {
  const { language, writtenOn, payBy } = letter
  const say = speaking(language)
  const from = organisation === '' ? say('信衡', 'Xinheng') : organisation
  const reference = letterReference(letter.number)
  const sums = letter.totals.map(moneyText).join(say('、', ', '))
  return {
    ...{ language, organisation: from, subject: customerName, date: writtenOn, watermark: '' },
    title: say('催款函', 'Demand for payment'),
    subtitle: `${reference} · ${writtenOn}`,
    marking: say('本函不放弃我方任何权利。', 'All rights are reserved.'),
    sections: [
      {
        id: 'demand',
        title: say(`致：${customerName}`, `To: ${customerName}`),
        blocks: [
          pairs([
            [say('客户编码', 'Customer'), customerCode],
            [say('函件编号', 'Reference'), reference],
          ]),
          text(
            say(
              `截至 ${writtenOn}，贵司下列款项已逾期未付，本金合计 ${sums}。请于 ${payBy} 前将全部款项付至我司账户。`,
              `By ${writtenOn} the following amounts are overdue, ${sums} in principal. Please pay all of it by ${payBy}.`,
            ),
          ),
          text(
            say(
              '本函是我司对下列每一笔债权要求履行的书面通知。逾期利息按实际付款日计算，我司就利息、违约金及实现债权的费用保留全部权利。',
              'This is our written demand for each of the debts below. Default interest runs until payment; our claims for interest, damages and costs are reserved.',
            ),
          ),
        ],
      },
      { id: 'debts', title: say('逾期款项', 'Overdue amounts'), blocks: [debts(letter.items, language)] },
      {
        id: 'receipt',
        title: say('送达回执', 'Receipt'),
        blocks: [
          text(say(`本单位已收到编号为 ${reference} 的催款函。`, `We received the demand ${reference}.`)),
          text('\n'),
          pairs([
            [say('签收单位（盖章）', 'Received by (stamp)'), '＿＿＿＿＿＿＿＿＿＿'],
            [say('签收人及职务', 'Name and role'), '＿＿＿＿＿＿＿＿＿＿'],
            [say('签收日期', 'Date'), '＿＿＿＿＿＿＿＿＿＿'],
            [say('发函单位（盖章）', 'Sent by (stamp)'), '＿＿＿＿＿＿＿＿＿＿'],
          ]),
        ],
      },
    ],
  }
}

/** How people call a letter. */
export function letterReference(number: bigint): string {
  return `CK-${number.toString().padStart(6, '0')}`
}

function debts(items: readonly LetterItem[], language: Language) {
  const say = speaking(language)
  return table(
    [
      column(say('发票', 'Invoice'), 5),
      column(say('期次', 'Instalment'), 2, 'right'),
      column(say('到期日', 'Due'), 3),
      column(say('未付本金', 'Open principal'), 4, 'right'),
      column(say('暂计逾期利息', 'Interest so far'), 4, 'right'),
    ],
    items.map(({ number, itemNo, dueOn, open, interest }) => [
      ...[number, String(itemNo), dueOn],
      `${open.currency} ${grouped(open.amount)}`,
      interest === null ? NOTHING : `${interest.currency} ${grouped(interest.amount)}`,
    ]),
  )
}

import { column, table, text, type ReportSection } from '../../../../kernel/report/document.js'
import { moneyText, NOTHING, type Say } from '../../../../kernel/report/texts.js'
import type { SecurityKind } from '../../../approvals/domain/conditions.js'
import type { AccountPart, SecurityView } from './report-data.js'

/** Guarantees and other security that credit rests on. */
export function securitySection(
  securities: readonly SecurityView[],
  accounts: readonly AccountPart[],
  say: Say,
): ReportSection {
  const kinds: Readonly<Record<SecurityKind, string>> = {
    guarantee: say('保证', 'Guarantee'),
    deposit: say('保证金', 'Deposit'),
    pledge: say('质押', 'Pledge'),
    mortgage: say('抵押', 'Mortgage'),
    'letter-of-credit': say('信用证', 'Letter of credit'),
    'credit-insurance': say('信用保险', 'Credit insurance'),
    other: say('其他担保', 'Other security'),
  }
  const asked = securities.map(({ caseNumber, kind, amount, note, dueOn, reference }) => [
    kinds[kind],
    amount ? moneyText(amount) : NOTHING,
    note ?? NOTHING,
    dueOn,
    reference ?? say('待落实', 'not yet in place'),
    caseNumber,
  ])
  const secured = accounts.flatMap(({ segment, lines }) =>
    (lines ?? [])
      .filter(({ kind }) => kind === 'secured')
      .map(({ amount, reason, validTo }) => [
        say('担保额度', 'Secured limit line'),
        moneyText(amount),
        reason,
        validTo ?? say('长期', 'open'),
        segment,
        NOTHING,
      ]),
  )
  const rows = [...asked, ...secured]
  const none = text(
    say('没有登记担保、抵押或信用保险。', 'No guarantee, collateral or credit insurance is on record.'),
    true,
  )
  return {
    id: 'security',
    title: say('担保与增信', 'Guarantees and security'),
    blocks: [
      rows.length === 0
        ? none
        : table(
            [
              column(say('种类', 'Kind'), 3),
              column(say('金额', 'Amount'), 4, 'right'),
              column(say('说明', 'Note'), 6),
              column(say('期限', 'Due'), 3),
              column(say('凭证', 'Reference'), 4),
              column(say('审批单', 'Case'), 3),
            ],
            rows,
          ),
    ],
  }
}

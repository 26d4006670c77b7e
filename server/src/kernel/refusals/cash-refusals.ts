import { refusal } from './refusal-kind.js'

/** Receipts, bank lines and what they settle. */
export const cashRefusals = {
  receipt_not_found: refusal(404, '收款 {id} 不存在。', 'There is no receipt {id}.'),
  receipt_not_open: refusal(
    409,
    '单据 {number} 不是未结的收款或红字发票，不能核销。',
    'Document {number} is not an open receipt or credit note and cannot be matched.',
  ),
  match_exceeds_receipt: refusal(
    409,
    '收款 {number} 仅剩 {left} 未核销，不足 {wanted}。可能已有同事核销，请刷新后重试。',
    'Receipt {number} has {left} left, not {wanted}. A colleague may have matched it: reload and try again.',
  ),
  match_exceeds_invoice: refusal(
    409,
    '发票 {number} 该期仅剩 {open} 未清，不足 {wanted}。可能已有同事核销，请刷新后重试。',
    'Invoice {number} has {open} open in this instalment, not {wanted}. A colleague may have settled it: reload and try again.',
  ),
  match_other_party: refusal(
    409,
    '发票 {number} 属于另一客户、信用段或币种。',
    'Invoice {number} belongs to another customer, segment or currency.',
  ),
  match_not_found: refusal(404, '核销记录 {id} 不存在。', 'There is no match {id}.'),
  match_wrong_state: refusal(
    409,
    '该核销已被处理（{state}），请刷新后查看。',
    'This match has been decided already ({state}); reload to see it.',
  ),
  deduction_not_matched: refusal(
    400,
    '扣款只能登记在本次核销所结的发票分期上；没有付款的发票请登记争议。',
    'A deduction is of an instalment that this match settles; for an invoice that is not paid at all open a dispute.',
  ),
  deduction_twice: refusal(
    400,
    '同一发票分期只能登记一笔扣款；多个原因请写在说明中。',
    'An instalment has one deduction in a match; name several reasons in its note.',
  ),
  deduction_in_work: refusal(
    409,
    '扣款争议 {number} 正在处理，不能撤销核销。请先办结或撤回该争议。',
    'The dispute {number} of a deduction is being worked on, so that the match cannot be undone. Settle or withdraw the dispute first.',
  ),
  charge_above_tolerance: refusal(
    409,
    '银行手续费超过核销设置允许的差额 {currency} {max}。请登记为扣款，或调整核销设置。',
    'The bank charges exceed the {currency} {max} that the settings of matching allow. Record a deduction, or change the settings.',
  ),
  bank_line_not_found: refusal(404, '银行流水 {id} 不存在。', 'There is no bank line {id}.'),
  bank_line_wrong_state: refusal(
    409,
    '该银行流水已被处理（{state}），请刷新后查看。',
    'This bank line has been dealt with already ({state}); reload to see it.',
  ),
  bank_line_differs: refusal(
    409,
    '流水号 {ref} 已登记为另一笔（日期或金额不同），请核对银行对账单。',
    'The bank reference {ref} stands for a line of another day or amount already; look at the statement.',
  ),
  bill_not_found: refusal(404, '票据 {id} 不存在。', 'There is no bill {id}.'),
  bill_known: refusal(
    409,
    '票据 {number} 已登记（{customer}），同一张票据不能登记两次。',
    'Bill {number} is registered already ({customer}); a bill is registered once.',
  ),
  bill_differs: refusal(
    409,
    '票据 {number} 已登记（{customer}），但客户、种类、金额或日期与文件不同，请核对。',
    'Bill {number} is registered already ({customer}), with another customer, kind, amount or day than the file says.',
  ),
  bill_giver_unknown: refusal(
    404,
    '没有名为“{name}”的客户；请在文件中增加“客户编码”列，或先建立客户。',
    'No customer has the name “{name}”; add a column with the customer code, or create the customer.',
  ),
  bill_giver_unclear: refusal(
    409,
    '名为“{name}”的客户不止一个；请在文件中增加“客户编码”列。',
    'Several customers have the name “{name}”; add a column with the customer code.',
  ),
  bill_dates: refusal(
    400,
    '票据日期不合理：出票日须早于到期日，收票日须在出票日之后且不晚于今天。',
    'The days of the bill do not fit: it is issued before it matures, and received since its issue and not after today.',
  ),
  bill_wrong_state: refusal(
    409,
    '该票据目前不能做此操作（{state}），请刷新后查看。',
    'That cannot be done with the bill as it stands ({state}); reload to see it.',
  ),
  bill_day: refusal(400, '办理日期须在 {from} 与今天之间。', 'The day must lie between {from} and today.'),
  bill_nothing_to_undo: refusal(
    409,
    '没有可撤回的办理记录；登记有误请撤销票据。',
    'There is nothing to take back; withdraw a bill that was registered by mistake.',
  ),
  invoice_not_found: refusal(404, '发票 {id} 不存在。', 'There is no invoice {id}.'),
}

import { refusal, type RefusalKind } from './refusal-kind.js'

/** Promises, disputes, instalment plans and what proves them. */
export const arrangementRefusals = {
  item_not_found: refusal(
    404,
    '该客户没有发票 {number} 第 {item} 期应收。',
    'The customer has no receivable {number}, instalment {item}.',
  ),
  item_named_twice: refusal(400, '同一应收项目被重复选择。', 'The same item is named twice.'),
  items_of_one_currency: refusal(400, '所选应收项目必须为同一币种。', 'The items must be in one currency.'),
  item_settled: refusal(
    409,
    '发票 {number} 第 {item} 期已结清。',
    'Instalment {item} of {number} is settled.',
  ),
  item_not_free: refusal(
    409,
    '发票 {number} 第 {item} 期可用金额为 {left} {currency}。',
    'Only {left} {currency} of instalment {item} of {number} is free for this.',
  ),
  item_promised: refusal(
    409,
    '发票 {number} 第 {item} 期已有未到期的付款承诺，请先取消原承诺。',
    'Instalment {item} of {number} is promised already; cancel that promise first.',
  ),
  item_planned: refusal(
    409,
    '发票 {number} 第 {item} 期已纳入分期还款。',
    'Instalment {item} of {number} belongs to an instalment plan.',
  ),
  item_disputed: refusal(
    409,
    '发票 {number} 第 {item} 期已有未处理完的争议。',
    'Instalment {item} of {number} is in dispute already.',
  ),
  promise_not_found: refusal(404, '付款承诺 {id} 不存在。', 'There is no promise {id}.'),
  promise_ended: refusal(409, '该付款承诺已结束（{status}）。', 'The promise has ended ({status}).'),
  promise_day: refusal(
    400,
    '承诺付款日须在今天起 {max} 天之内。',
    'The promised day must lie within {max} days from today.',
  ),
  dispute_not_found: refusal(404, '争议 {id} 不存在。', 'There is no dispute {id}.'),
  dispute_settled: refusal(409, '该争议已处理完毕或状态已变化。', 'The dispute is settled, or has moved on.'),
  dispute_reason_unknown: refusal(400, '争议原因 {code} 不可用。', 'There is no dispute reason {code}.'),
  dispute_day: refusal(
    400,
    '处理期限须在今天起 {max} 天之内。',
    'The day to settle it by must lie within {max} days from today.',
  ),
  credit_note_not_found: refusal(
    409,
    '该客户没有红字发票 {number}。',
    'The customer has no credit note {number}.',
  ),
  credit_note_unwanted: refusal(
    400,
    '只有按客户主张解决的争议才有红字发票。',
    'Only a dispute that ends for the customer has a credit note.',
  ),
  plan_not_found: refusal(404, '分期还款 {id} 不存在。', 'There is no instalment plan {id}.'),
  plan_days: refusal(
    400,
    '各期日期须从今天起依次递增，且不超过 {max} 个月。',
    'The days of the rates must rise, begin today at the earliest and end within {max} months.',
  ),
  plan_sum: refusal(
    400,
    '各期合计 {rates} {currency} 与应收项目合计 {items} 不一致。',
    'The rates sum to {rates} {currency}, the items to {items}.',
  ),
  plan_not_approved: refusal(
    409,
    '分期还款当前状态为 {status}，须审批通过后才能生效。',
    'The plan is {status}; only an approved one can be put in force.',
  ),
  plan_ended: refusal(409, '该分期还款已结束（{status}）。', 'The plan has ended ({status}).'),
  plan_guarantee_known: refusal(
    409,
    '该客户有已登记的保证担保，不能选择「无担保」。',
    'A guarantee is known for this customer; “no guarantee” cannot be said.',
  ),
  plan_consent_needed: refusal(
    400,
    '请上传保证人书面同意。',
    'Upload the written consent of the guarantors.',
  ),
  plan_note_needed: refusal(
    400,
    '未征得保证人同意时请说明原因：保证期间不变，可能在分期内届满。',
    'Say why guarantors are not asked: the guarantee period stays as it was and may end while the rates run.',
  ),
  evidence_not_found: refusal(404, '证据文件 {id} 不存在。', 'There is no evidence file {id}.'),
  evidence_full: refusal(
    409,
    '该客户的证据文件已达 {max} 个。',
    'The customer has {max} evidence files already.',
  ),
  contact_time: refusal(
    400,
    '联系时间不得晚于现在，也不得早于 30 天前。',
    'A contact cannot lie in the future, nor more than 30 days back.',
  ),
  contact_promise: refusal(
    400,
    '结果为「承诺付款」时须填写承诺，其他结果不得填写。',
    'The outcome “promised” comes with a promise, and no other outcome does.',
  ),
  contact_dispute: refusal(
    400,
    '结果为「提出争议」时须填写争议，其他结果不得填写。',
    'The outcome “disputed” comes with a dispute, and no other outcome does.',
  ),
  contact_signed: refusal(
    400,
    '对方签收须上传签收凭证。',
    'What was signed for comes with a file that shows it.',
  ),
  contact_next: refusal(400, '下一步日期不得早于今天。', 'The next step cannot lie before today.'),
  task_not_open: refusal(409, '任务 {id} 不存在或已结束。', 'There is no open task {id}.'),
} as const satisfies Record<string, RefusalKind>

import { refusal, type RefusalKind } from './refusal-kind.js'

/** Customers, documents, files, ratings, policies, proposals. */
export const bookRefusals = {
  contact_not_found: refusal(
    404,
    '没有此联系人或此字段。',
    'There is no such contact, or it has no such field.',
  ),
  bank_account_not_found: refusal(404, '没有此银行账户。', 'There is no such bank account.'),
  bank_account_number_needed: refusal(400, '请填写账号。', 'Enter the account number.'),
  reveal_note_needed: refusal(400, '选择「其他」时请说明用途。', 'Say why when the reason is “other”.'),
  segment_not_found: refusal(404, '信用段 {code} 不存在。', 'There is no credit segment {code}.'),
  customer_not_found: refusal(404, '客户 {code} 不存在。', 'There is no customer {code}.'),
  group_not_found: refusal(404, '信用组 {code} 不存在。', 'There is no credit group {code}.'),
  account_not_found: refusal(
    404,
    '客户 {customer} 在信用段 {segment} 没有信用账户。',
    'Customer {customer} has no credit account in segment {segment}.',
  ),
  invalid_period: refusal(
    400,
    '结束日期 {to} 早于开始日期 {from}。',
    'The end {to} lies before the start {from}.',
  ),
  currency_mismatch: refusal(
    409,
    '币种 {actual} 与账户币种 {expected} 不一致。',
    'Currency {actual} differs from the account currency {expected}.',
  ),
  account_has_history: refusal(
    409,
    '账户已有额度，不能更改币种。',
    'The account already carries limits; its currency cannot change.',
  ),

  source_not_found: refusal(
    409,
    '来源单据 {type} {number} 第 {line} 行不存在。',
    'The source {type} {number} line {line} does not exist.',
  ),
  source_mismatch: refusal(
    409,
    '来源单据 {number} 属于另一客户、信用段或币种。',
    'The source {number} belongs to another customer, segment or currency.',
  ),
  exceeds_source: refusal(
    409,
    '超出来源单据 {number} 的剩余金额：剩余 {left}，请求 {wanted}。',
    'More than is left of {number}: {left} left, {wanted} wanted.',
  ),
  document_party_changed: refusal(
    409,
    '单据 {number} 已登记在另一客户、信用段或币种下，不能改动；请取消原单据，以新单号重新登记。',
    'Document {number} is recorded for another customer, segment or currency and stays there; cancel it and record another under a new number.',
  ),
  installments_mismatch: refusal(
    400,
    '分期合计 {installments} 与单据金额 {total} 不一致。',
    'The instalments sum to {installments}, the lines to {total}.',
  ),
  allocations_exceed_document: refusal(
    400,
    '分配合计 {allocated} 超出单据金额 {total}。',
    'The allocations sum to {allocated}, more than the document total {total}.',
  ),
  source_exceeds_line: refusal(
    400,
    '第 {line} 行金额 {amount} 小于其从上一单据转入的 {taken}。',
    'Line {line} is {amount}, less than the {taken} that it takes from the earlier document.',
  ),
  write_off_unallocated: refusal(
    400,
    '核销必须指明所核销的发票。',
    'A write-off must name the invoices that it writes off.',
  ),
  reservation_not_found: refusal(404, '预占 {id} 不存在。', 'There is no reservation {id}.'),
  reservation_mismatch: refusal(
    409,
    '预占 {id} 属于另一客户或信用段。',
    'Reservation {id} belongs to another customer or segment.',
  ),
  reservation_not_active: refusal(
    409,
    '预占 {id} 已不再有效（{status}）。',
    'Reservation {id} is no longer active ({status}).',
  ),

  statement_too_long: refusal(
    400,
    '对账单超过 {max} 行，请缩短期间。',
    'The statement has more than {max} rows; choose a shorter period.',
  ),

  reference_rate_not_found: refusal(404, '没有 {on} 的利率。', 'There is no rate of {on}.'),
  claim_item_not_found: refusal(404, '没有此笔应收：{id}。', 'There is no such receivable: {id}.'),
  claim_letter_not_found: refusal(404, '没有此催款函：{id}。', 'There is no such letter: {id}.'),
  guarantee_not_found: refusal(404, '没有此保证：{id}。', 'There is no such guarantee: {id}.'),
  claim_event_in_future: refusal(
    400,
    '发生日 {on} 晚于今天（{today}）。',
    'The day {on} lies after today ({today}).',
  ),
  claim_event_proof: refusal(
    400,
    '催告和承认须注明证明力，起诉不用。',
    'A demand or an acknowledgement needs a grade of proof; a suit has none.',
  ),
  claim_event_without_items: refusal(400, '请选择所涉的应收。', 'Name the receivables that it concerns.'),
  claim_nothing_overdue: refusal(
    409,
    '客户 {code} 没有逾期应收，无需催款函。',
    'Nothing of customer {code} is overdue; there is nothing to demand.',
  ),

  waiver_not_found: refusal(404, '没有此利息豁免：{id}。', 'There is no such waiver: {id}.'),
  waiver_ended: refusal(
    409,
    '利息豁免 {number} 已结束（{status}）。',
    'The waiver {number} has ended ({status}).',
  ),
  waiver_running: refusal(
    409,
    '利息豁免 {number} 尚未决定，不能重复申请。',
    'The waiver {number} waits for a decision; this interest is part of it.',
  ),
  waiver_reason_unknown: refusal(
    400,
    '没有可用的豁免原因 {code}。',
    'There is no reason {code} for a waiver.',
  ),
  waiver_exceeds: refusal(
    409,
    '发票 {number} 第 {item} 期可豁免的逾期利息为 {left} {currency}。',
    'Late interest of {left} {currency} is owed of instalment {item} of {number}; no more can be given up.',
  ),
  waiver_nothing_owed: refusal(
    409,
    '客户 {code} 没有可豁免的逾期利息。',
    'Customer {code} owes no late interest that could be given up.',
  ),

  note_not_found: refusal(404, '没有此利息账单：{id}。', 'There is no such interest note: {id}.'),
  note_cancelled: refusal(409, '利息账单 {number} 已作废。', 'The interest note {number} was cancelled.'),
  note_settled: refusal(
    409,
    '利息账单 {number} 已有收款、贷项或核销，请先撤销。',
    'Something of the interest note {number} is settled; undo that first.',
  ),
  note_due_in_past: refusal(
    400,
    '利息账单的到期日 {day} 已过。',
    'The due day {day} of an interest note is past.',
  ),
  note_nothing_owed: refusal(
    409,
    '客户 {code} 没有可开账单的逾期利息，或其中有应收不欠利息。',
    'Customer {code} owes no late interest that could be billed, or not on each receivable that is named.',
  ),

  statement_batch_not_found: refusal(
    404,
    '没有此批对账单：{id}。',
    'There is no such batch of statements: {id}.',
  ),
  statement_batch_empty: refusal(
    409,
    '没有需要对账的客户。',
    'Nobody owes anything; there is no statement to make.',
  ),
  statement_batch_unfinished: refusal(
    409,
    '已生成 {made} / {all} 份，请稍后下载。',
    '{made} of {all} are made; take them when all are.',
  ),
  statement_request_not_found: refusal(404, '没有此对账单：{id}。', 'There is no such statement: {id}.'),
  statement_request_state: refusal(
    409,
    '对账单当前状态为 {status}，不能进行此操作。',
    'The statement is {status}; this cannot be done now.',
  ),
  statement_link_invalid: refusal(
    404,
    '链接无效或已过期，请联系对方重新发送。',
    'The link is not valid or has expired; ask for a new one.',
  ),
  statement_answered: refusal(409, '此对账单已答复。', 'This statement has been answered already.'),
  statement_line_unknown: refusal(
    400,
    '对账单中没有单据 {number}。',
    'The statement has no open document {number}.',
  ),
  statement_amount_invalid: refusal(
    400,
    '单据 {number} 的金额无效。',
    'The amount given for {number} is not valid.',
  ),
  statement_files_full: refusal(409, '最多上传 {max} 个文件。', 'At most {max} files.'),

  file_missing: refusal(
    400,
    '请以 multipart/form-data 上传一个文件。',
    'Send one file as multipart/form-data.',
  ),
  upload_broken: refusal(
    400,
    '上传内容不完整，或不是有效的 multipart/form-data，请重新上传。',
    'The upload is incomplete or no valid multipart/form-data; send it again.',
  ),
  file_empty: refusal(400, '文件为空。', 'The file is empty.'),
  file_too_large: refusal(413, '文件过大，上限为 {max}。', 'The file is too large; the limit is {max}.'),
  file_too_many_rows: refusal(
    400,
    '文件超过 {max} 行，请拆分后导入。',
    'The file has more than {max} rows; split it.',
  ),
  file_not_a_table: refusal(
    400,
    '无法识别的文件，请提供 CSV 或 XLSX 文件。',
    'This is no table; send a CSV or XLSX file.',
  ),
  file_legacy_excel: refusal(
    400,
    '旧版 XLS 或加密的 Excel 文件不受支持，请另存为未加密的 XLSX。',
    'Old XLS and password-protected files cannot be read; save the file as XLSX without a password.',
  ),
  file_not_camt053: refusal(
    400,
    '这是 {found} 文件，不是 CAMT.053 银行对账单。请向银行下载 CAMT.053，或导出 CSV、XLSX 明细。',
    'This is {found}, not a bank statement in CAMT.053. Ask the bank for CAMT.053, or export the lines as CSV or XLSX.',
  ),
  file_mt940: refusal(
    400,
    'MT940 文件（.sta、.940）暂不支持读取。请向银行下载 CAMT.053，或导出 CSV、XLSX 明细。',
    'MT940 files (.sta, .940) are not read. Ask the bank for CAMT.053, or export the lines as CSV or XLSX.',
  ),
  file_statement_sum: refusal(
    400,
    '账户 {account} 的对账单不平：期初 {opening} 加发生额 {moved} 不等于期末 {closing}。文件可能不完整，请重新下载。',
    'The statement of account {account} does not add up: opening {opening} and entries of {moved} do not make closing {closing}. Part of the file may be missing: download it again.',
  ),
  file_damaged: refusal(400, '文件已损坏：{detail}', 'The file is damaged: {detail}'),
  file_expands_too_much: refusal(
    400,
    '压缩内容解压后过大，已拒绝。',
    'The archive unpacks to an unreasonable size and was refused.',
  ),

  as_of_in_future: refusal(
    400,
    '截至日 {asOf} 晚于今天（{today}）。',
    'The as-of day {asOf} lies after today ({today}).',
  ),
  rating_not_found: refusal(404, '评级 {id} 不存在。', 'There is no rating {id}.'),
  rating_run_not_found: refusal(404, '评级任务 {id} 不存在。', 'There is no rating run {id}.'),
  scorecard_not_found: refusal(
    404,
    '评分卡版本 {version} 不存在。',
    'There is no scorecard version {version}.',
  ),
  formula_invalid: refusal(400, '公式无效：{detailZh}', 'The formula is not valid: {detail}'),
  scorecard_invalid: refusal(400, '评分卡无效：{detailZh}', 'The scorecard is not valid: {detail}'),
  scorecard_draft_not_found: refusal(404, '评分卡草稿 {id} 不存在。', 'There is no scorecard draft {id}.'),
  scorecard_draft_changed: refusal(
    409,
    '草稿已由 {by} 保存为第 {revision} 稿，请载入后再改。',
    'The draft was saved by {by} in the meantime (revision {revision}); load it before you go on.',
  ),
  scorecard_draft_closed: refusal(
    409,
    '草稿已提交、发布或放弃，不能再改。',
    'The draft was submitted, published or dropped and cannot be changed.',
  ),
  scorecard_draft_unvalidated: refusal(
    409,
    '草稿改动后尚未校验，请先校验。',
    'The draft has not been validated since it was last changed; validate it first.',
  ),
  scorecard_unchanged: refusal(
    409,
    '草稿与最新版本没有差别，无需发布。',
    'The draft does not differ from the newest version; there is nothing to publish.',
  ),
  customer_unrated: refusal(
    409,
    '客户 {code} 尚未评级，请先评级。',
    'Customer {code} has no rating yet; rate it first.',
  ),
  preview_busy: refusal(
    503,
    '试算任务过多，请稍候再试。',
    'Too many previews are waiting; try again in a moment.',
  ),
  document_draft_changed: refusal(
    409,
    '草稿已被 {by} 修改，请重新打开。',
    'The draft has been changed by {by}; open it again.',
  ),
  simulation_not_found: refusal(404, '模拟 {id} 不存在。', 'There is no simulation {id}.'),
  simulation_period_missing: refusal(
    400,
    '管控规则要在历史订单上模拟，请填写起止日期。',
    'Control rules are tried on past orders: give the first and last day.',
  ),
  simulation_period_unwanted: refusal(
    400,
    '评分卡只在当前客户上试算，不回放历史订单。',
    'Scorecards are tried on the book as it stands, not on past orders.',
  ),
  simulation_period_wrong: refusal(
    400,
    '模拟期间应从早到晚，且不超过 {months} 个月。',
    'The period must end after it begins and be {months} months at most.',
  ),
  policy_not_found: refusal(
    404,
    '授信政策版本 {version} 不存在。',
    'There is no credit policy version {version}.',
  ),
  policy_invalid: refusal(400, '授信政策无效：{detail}', 'The credit policy is not valid: {detail}'),
  proposal_not_found: refusal(404, '额度建议 {id} 不存在。', 'There is no limit proposal {id}.'),
  proposal_not_open: refusal(
    409,
    '该额度建议已处理，不能再次操作。',
    'This limit proposal has been dealt with already.',
  ),
  proposal_currency_changed: refusal(
    409,
    '该额度建议的币种与账户当前币种不一致。',
    'This limit proposal is in another currency than the account has by now.',
  ),
  proposal_own_submission: refusal(
    403,
    '提交人不能批准自己提交的额度申请，请由他人处理。',
    'Who submitted a limit request cannot accept it; ask somebody else.',
  ),

  import_not_found: refusal(404, '导入任务 {id} 不存在。', 'There is no import {id}.'),
  import_wrong_state: refusal(
    409,
    '导入任务当前状态为 {status}，不能进行此操作。',
    'The import is {status}; this cannot be done now.',
  ),
  import_column_missing: refusal(400, '缺少必填列：{zh}。', 'Required columns are not mapped: {en}.'),
  import_column_unknown: refusal(
    400,
    '字段或列 {field} 不存在。',
    'There is no such field or column: {field}.',
  ),
  import_segment_unclear: refusal(
    400,
    '请选择信用段：文件未注明，且系统中不止一个或没有信用段。',
    'Choose the segment: the file names none and there is not exactly one.',
  ),
  import_rows_faulty: refusal(
    409,
    '有 {faulty} 行未通过校验，未导入任何数据。',
    'Nothing was imported; faulty rows: {faulty}.',
  ),
  import_file_gone: refusal(
    409,
    '上传的文件已清除，请重新上传。',
    'The uploaded file has been removed; upload it again.',
  ),
} as const satisfies Record<string, RefusalKind>

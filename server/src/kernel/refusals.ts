import type { Bilingual } from './bilingual.js'

/** What may be inserted into a refusal's text. */
export type RefusalValues = Readonly<Record<string, string | number>>

interface RefusalKind {
  readonly status: number
  readonly text: Bilingual
}

function refusal(status: number, zh: string, en: string): RefusalKind {
  return { status, text: { zh, en } }
}

/**
 * Every reason for which the program refuses a request: HTTP status and text in both languages.
 * `{name}` in a text is replaced by the value of that name.
 */
export const refusals = {
  bad_request: refusal(400, '请求有误：{detail}', 'The request is malformed: {detail}'),
  validation_failed: refusal(
    400,
    '请求内容不符合要求，请检查标出的字段。',
    'The request is not valid; see the fields listed.',
  ),
  not_found: refusal(404, '没有找到所请求的内容。', 'There is nothing at this address.'),
  method_not_allowed: refusal(405, '此地址不支持 {method} 方法。', 'This address does not support {method}.'),
  payload_too_large: refusal(
    413,
    '请求内容过大，上限为 {limit}。',
    'The body is too large; the limit is {limit}.',
  ),
  unsupported_media_type: refusal(
    415,
    '请以 application/json 发送内容。',
    'Send the body as application/json.',
  ),
  rate_limited: refusal(
    429,
    '请求过于频繁，请在 {seconds} 秒后重试。',
    'Too many requests; retry in {seconds} s.',
  ),
  unauthenticated: refusal(401, '请先登录，或提供有效的 API 密钥。', 'Sign in, or send a valid API key.'),
  forbidden: refusal(
    403,
    '您没有此操作的权限（{permission}）。',
    'You lack the permission for this ({permission}).',
  ),
  outside_scope: refusal(
    403,
    '这会超出您的数据范围：客户须归属您可见的业务员。',
    'This lies outside of the customers that you are responsible for.',
  ),
  csrf_failed: refusal(403, '页面已过期，请刷新后重试。', 'The page has expired; reload it and try again.'),
  sign_in_failed: refusal(401, '用户名或密码不正确。', 'The username or the password is wrong.'),
  second_factor_needed: refusal(
    401,
    '请输入验证器应用中的 6 位动态码，或一个恢复码。',
    'Enter the code of your authenticator app, or a recovery code.',
  ),
  second_factor_required: refusal(
    403,
    '您的角色要求两步验证，请先在个人设置中开启。',
    'Your role requires a second factor; set it up in your profile first.',
  ),
  code_wrong: refusal(
    401,
    '动态码不正确或已使用过，请等待下一个。',
    'The code is wrong or was used already; wait for the next one.',
  ),
  account_locked: refusal(
    403,
    '连续多次输错，账户已锁定；请联系管理员解锁。',
    'Too many wrong attempts locked the account; ask an administrator to unlock it.',
  ),
  second_factor_on: refusal(409, '两步验证已开启。', 'The second factor is already on.'),
  second_factor_off: refusal(409, '尚未设置两步验证。', 'There is no second factor yet.'),
  session_not_found: refusal(404, '没有此会话。', 'There is no such session.'),
  wrong_password: refusal(403, '当前密码不正确。', 'The current password is wrong.'),
  password_too_weak: refusal(
    400,
    '密码过于简单：至少 {min} 个字符，且不能是用户名。',
    'The password is too weak: at least {min} characters, and not the username.',
  ),
  password_used_before: refusal(
    400,
    '不能使用最近 {count} 次用过的密码。',
    'Choose a password that is not among the last {count}.',
  ),
  user_not_found: refusal(404, '用户 {username} 不存在。', 'There is no user {username}.'),
  username_taken: refusal(409, '用户名 {username} 已被使用。', 'The username {username} is taken.'),
  last_admin: refusal(
    409,
    '系统至少需要一名有效的管理员。',
    'At least one active administrator must remain.',
  ),
  role_not_found: refusal(404, '角色 {role} 不存在。', 'There is no role {role}.'),
  hand_over_to_self: refusal(400, '不能移交给本人。', 'Hand over to somebody else.'),
  one_main_role: refusal(400, '每人须有且仅有一个主角色。', 'A person has exactly one main role.'),
  scope_segments: refusal(
    400,
    '数据范围为信用段时须指明信用段，否则不得填写。',
    'Name segments for the scope of segments, and for no other.',
  ),
  one_main_position: refusal(400, '每人须有且仅有一个主岗位。', 'A person has exactly one main position.'),
  own_manager: refusal(400, '上级不能是本人。', 'Nobody reports to themselves.'),
  department_not_found: refusal(404, '部门 {code} 不存在。', 'There is no department {code}.'),
  department_below_itself: refusal(
    409,
    '部门 {code} 不能位于自身之下。',
    'The department {code} cannot lie below itself.',
  ),
  position_not_found: refusal(404, '部门或岗位不存在。', 'There is no such department or position.'),
  deputy_not_found: refusal(404, '没有此代理。', 'There is no such deputy.'),
  deputy_invalid: refusal(
    400,
    '代理须为他人，且结束日不早于开始日和今天。',
    'A deputy is somebody else, and the last day is neither before the first nor past.',
  ),
  authority_not_found: refusal(404, '没有此项授权。', 'There is no such authority.'),
  authority_holder: refusal(
    400,
    '授权须给予一个人或一个角色，二者择一。',
    'An authority is given to a person or to a role, one of the two.',
  ),
  authority_own: refusal(403, '不能给自己授权。', 'Nobody gives themselves an authority.'),
  authority_days: refusal(400, '有效期的结束日早于开始日。', 'The authority would end before it begins.'),
  authority_exists: refusal(
    409,
    '同一对象、类型、信用段和起始日的授权已存在，请直接修改。',
    'There is such an authority already; change that one.',
  ),
  role_exists: refusal(409, '角色 {role} 已存在。', 'The role {role} exists already.'),
  role_built_in: refusal(
    409,
    '内置角色 {role} 不能修改或删除；请复制后修改。',
    'The built-in role {role} cannot be changed or removed; make a copy and change that.',
  ),
  role_in_use: refusal(
    409,
    '角色 {role} 仍有 {holders} 人使用，不能删除。',
    'The role {role} still has {holders} holders and cannot be removed.',
  ),
  role_exceeds_own: refusal(
    403,
    '您自己没有权限 {permission}，不能放入角色。',
    'You lack the permission {permission} yourself and cannot put it into a role.',
  ),
  role_pairs_doubled: refusal(
    400,
    '同一对角色只能列出一次，且须为两个不同的角色。',
    'List each pair once, and name two different roles.',
  ),
  roles_held_together: refusal(
    409,
    '{username} 目前同时担任 {a} 与 {b}；请先调整其角色。',
    '{username} has both {a} and {b}; change that first.',
  ),
  roles_incompatible: refusal(
    409,
    '角色 {a} 与 {b} 不得由同一人担任：{reason}',
    'One person must not have the roles {a} and {b}: {reason}',
  ),
  setup_link_invalid: refusal(
    403,
    '此初始化链接无效、已使用或已过期；重启服务可获得新链接。',
    'This set-up link is not valid, was used or has expired; restart the server for a new one.',
  ),
  api_key_not_found: refusal(404, '没有此 API 密钥。', 'There is no such API key.'),
  scope_exceeds_own: refusal(
    403,
    '您自己没有权限 {scope}，不能授予密钥。',
    'You lack the permission {scope} yourself and cannot give it to a key.',
  ),
  webhook_not_found: refusal(404, '没有此 Webhook 订阅。', 'There is no such webhook subscription.'),
  webhook_delivery_not_found: refusal(404, '没有此推送记录。', 'There is no such delivery.'),
  chat_robot_not_found: refusal(404, '没有此群机器人。', 'There is no such chat robot.'),
  message_not_failed: refusal(
    409,
    '没有此消息，或它并未发送失败，无需重发。',
    'There is no such message, or it has not failed.',
  ),
  template_variable_unknown: refusal(
    400,
    '文案中有此通知没有的变量：{names}。',
    'The text names variables that this notification does not have: {names}.',
  ),
  template_changed_meanwhile: refusal(
    409,
    '文案刚被他人修改，请刷新后再改。',
    'The text was changed meanwhile; reload it first.',
  ),
  session_only: refusal(
    403,
    '仅限登录用户使用，API 密钥没有收件箱。',
    'For signed-in people only; an API key has no inbox.',
  ),
  idempotency_conflict: refusal(
    409,
    '同一 Idempotency-Key 已用于不同的请求。',
    'This Idempotency-Key was used with a different request.',
  ),
  idempotency_in_progress: refusal(
    409,
    '同一 Idempotency-Key 的请求仍在处理，请稍后重试。',
    'A request with this Idempotency-Key is still being processed; retry shortly.',
  ),
  service_unavailable: refusal(
    503,
    '服务正在关闭或暂不可用，请稍后重试。',
    'The service is not available right now; retry shortly.',
  ),

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
    '单据 {number} 已登记在另一客户、信用段或币种下；请先取消原单据。',
    'Document {number} is recorded for another customer, segment or currency; cancel it first.',
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

  file_missing: refusal(
    400,
    '请以 multipart/form-data 上传一个文件。',
    'Send one file as multipart/form-data.',
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
  scorecard_invalid: refusal(400, '评分卡无效：{detail}', 'The scorecard is not valid: {detail}'),
  policy_not_found: refusal(
    404,
    '授信政策版本 {version} 不存在。',
    'There is no credit policy version {version}.',
  ),
  policy_invalid: refusal(400, '授信政策无效：{detail}', 'The credit policy is not valid: {detail}'),
  proposal_not_found: refusal(404, '额度建议 {id} 不存在。', 'There is no limit proposal {id}.'),
  proposal_not_open: refusal(
    409,
    '额度建议 {id} 已处理，不能再次操作。',
    'Limit proposal {id} has been dealt with already.',
  ),
  proposal_currency_changed: refusal(
    409,
    '额度建议 {id} 的币种与账户当前币种不一致。',
    'Limit proposal {id} is in another currency than the account has by now.',
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
    '{faulty} rows are faulty; nothing was imported.',
  ),
  import_file_gone: refusal(
    409,
    '上传的文件已清除，请重新上传。',
    'The uploaded file has been removed; upload it again.',
  ),

  decision_not_found: refusal(404, '信用检查 {id} 不存在。', 'There is no credit check {id}.'),
  version_outdated: refusal(
    409,
    '单据 {number} 已以更高版本 {version} 检查。',
    'Document {number} has been checked in the later version {version}.',
  ),
  approval_case_not_found: refusal(404, '审批单 {id} 不存在。', 'There is no approval case {id}.'),
  approval_case_closed: refusal(
    409,
    '审批已结束（{status}），不能再操作。',
    'The approval has ended ({status}).',
  ),
  approval_step_decided: refusal(
    409,
    '该步骤已由他人处理或已失效，请刷新查看。',
    'This step has been decided meanwhile or is no longer needed; look again.',
  ),
  approval_not_yours: refusal(403, '此操作不属于您。', 'This is not yours to decide.'),
  approval_not_allowed: refusal(
    409,
    '该节点不允许此操作。',
    'This is not allowed at this point of the flow.',
  ),
  approval_return_target: refusal(
    409,
    '只能退回到已经办理过的节点。',
    'A case can be returned only to a step that it has passed.',
  ),
  approval_returns_exhausted: refusal(
    409,
    '该审批已退回 {max} 次，请批准或驳回。',
    'The case has been returned {max} times; approve or reject it.',
  ),
  approval_person_barred: refusal(
    409,
    '{username} 是提交人或利害关系人，不能审批此单。',
    '{username} submitted this or has a stake in it and cannot decide on it.',
  ),
  approval_already_signer: refusal(
    409,
    '{username} 已参与本节点的审批。',
    '{username} takes part in this step already.',
  ),
  approval_authority_insufficient: refusal(
    403,
    '审批权限不足以覆盖本次申请。',
    'The authority does not reach what is asked for.',
  ),
  approval_conditions_invalid: refusal(
    400,
    '附加条件须小于申请金额或早于申请期限。',
    'Conditions can only make less of the amount or shorten the validity.',
  ),
  approval_urged_recently: refusal(
    429,
    '刚刚催办过，请于 {at} 后再试。',
    'A reminder has just been sent; try again after {at}.',
  ),
  proposal_in_approval: refusal(
    409,
    '该申请正在审批中，请在待办中处理。',
    'The request is under approval; decide on it there.',
  ),
  publication_outdated: refusal(
    409,
    '提交时的现行版本为第 {base} 版，现已为第 {now} 版，请驳回后重新提交。',
    'It was submitted on version {base}; version {now} is in force by now. Reject it and submit it again.',
  ),
  override_period: refusal(
    400,
    '有效期须在今天至 {max} 天之内。',
    'The override ends between today and {max} days from now.',
  ),
  override_unrated: refusal(
    409,
    '客户 {code} 尚未评级，不能调整评级。',
    'Customer {code} has not been rated; there is no grade to override.',
  ),
  approval_running: refusal(
    409,
    '该事项已有审批在进行中（{number}）。',
    'An approval of this is under way ({number}).',
  ),
  approval_effect_refused: refusal(
    409,
    '审批通过后无法生效：{detail}',
    'What was approved cannot be put in force: {detail}',
  ),
  approval_person_unknown: refusal(404, '没有在职用户 {username}。', 'There is no active user {username}.'),
  approval_attachment_not_found: refusal(404, '附件不存在。', 'There is no such attachment.'),
  approval_attachments_full: refusal(
    409,
    '一件审批最多有 {max} 个附件。',
    'A case has at most {max} attachments.',
  ),
  flow_not_found: refusal(404, '审批流程 {code} 不存在。', 'There is no approval flow {code}.'),
  flow_exists: refusal(409, '审批流程 {code} 已存在。', 'There is an approval flow {code} already.'),
  flow_invalid: refusal(409, '审批流程不可用：{detail}', 'The flow cannot work: {detail}'),
  flow_draft_missing: refusal(409, '该流程没有草稿。', 'The flow has no draft.'),
  flow_draft_changed: refusal(
    409,
    '草稿已被 {by} 修改，请重新打开。',
    'The draft has been changed by {by}; open it again.',
  ),
  flow_subject_fixed: refusal(409, '流程的适用事项不能更改。', 'What a flow decides on cannot be changed.'),
  hold_not_found: refusal(404, '冻结单 {id} 不存在。', 'There is no hold {id}.'),
  hold_not_open: refusal(
    409,
    '冻结单已处理（{status}），不能再次操作。',
    'The hold has been dealt with ({status}).',
  ),
  hold_claimed: refusal(
    409,
    '冻结单已由 {by} 领取。可请对方放弃，或由主管指派。',
    'The hold has been claimed by {by}. Ask them to give it back, or have it assigned.',
  ),
  hold_not_yours: refusal(
    403,
    '冻结单由 {by} 处理，只有本人或有放行权限的主管可以改派。',
    'The hold is the work of {by}; assign it to somebody else instead.',
  ),
  assignee_unfit: refusal(
    400,
    '{username} 不能放行该客户的订单，请指派给有放行权限且负责该客户的同事。',
    '{username} may not release orders of this customer; choose somebody who may.',
  ),
  mention_unknown: refusal(
    400,
    '没有用户 {username}，请检查 @ 后的用户名。',
    'There is no user {username}; check the name after the @.',
  ),
  people_only: refusal(403, '只有登录的用户可以领取冻结单。', 'Only a signed-in person can claim a hold.'),
  prepayment_too_much: refusal(
    400,
    '预付款 {amount} 超过订单金额 {order}。',
    'The prepayment {amount} is more than the order amount {order}.',
  ),
  prepayment_asked: refusal(
    409,
    '该冻结单已要求预付款，请先撤回。',
    'A prepayment has been asked for already; withdraw it first.',
  ),
  prepayment_none: refusal(
    409,
    '该冻结单没有待收的预付款。',
    'No prepayment has been asked for on this hold.',
  ),
  part_too_much: refusal(
    409,
    '可先发货的金额最多 {most}（已付款及可用额度）。可等待到账，或申请整单放行。',
    'At most {most} may ship first (paid and available). Wait for the money, or ask for a release of the order.',
  ),
  part_beyond_authority: refusal(
    403,
    '该金额超出您的放行权限，也超出客户已付的 {paid}。可减少金额，或申请整单放行。',
    'This is beyond your authority and beyond the {paid} that are paid. Choose less, or ask for a release.',
  ),
  part_at_order_only: refusal(
    409,
    '只有订单环节的冻结单可以部分发货。',
    'Only a hold at the order can ship a part first.',
  ),
  forced_hold_over: refusal(
    400,
    '强制冻结的截止日 {on} 已过。',
    'The forced hold would end on {on}, which is past.',
  ),
  forced_hold_none: refusal(404, '该订单没有强制冻结。', 'The order has no forced hold.'),
  report_too_long: refusal(
    400,
    '该期间的放行超过 {max} 笔，请缩短期间。',
    'There are more than {max} releases in this period; choose a shorter one.',
  ),
  release_own_submission: refusal(
    403,
    '提交人不能放行自己提交的订单，请由他人放行。',
    'Who submitted an order cannot release it; ask somebody else.',
  ),
  release_blocked: refusal(
    409,
    '单据 {number} 的客户或账户已停用，不能放行。',
    'The customer or account of document {number} is blocked; it cannot be released.',
  ),
  release_below_amount: refusal(
    400,
    '放行金额 {amount} 低于订单金额 {order}。',
    'The released amount {amount} is below the order amount {order}.',
  ),
  release_expired: refusal(400, '放行截止日 {on} 已过。', 'The release would end on {on}, which is past.'),
  rate_needed: refusal(
    409,
    '缺少换算为 {to} 的汇率，请先维护汇率。',
    'An exchange rate into {to} is missing; record it first.',
  ),
} as const satisfies Record<string, RefusalKind>

export type RefusalCode = keyof typeof refusals

/** Fills the placeholders of a refusal's text. */
export function refusalText(code: RefusalCode, values: RefusalValues = {}): Bilingual {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  const { zh, en } = refusals[code].text
  return { zh: fill(zh), en: fill(en) }
}

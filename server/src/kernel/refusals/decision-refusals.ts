import { refusal, type RefusalKind } from './refusal-kind.js'

/** Checks, approvals, holds and releases. */
export const decisionRefusals = {
  decision_not_found: refusal(404, '信用检查 {id} 不存在。', 'There is no credit check {id}.'),
  version_outdated: refusal(
    409,
    '单据 {number} 已以更高版本 {version} 检查或登记。',
    'Document {number} has been checked or recorded in the later version {version}.',
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
    '附加条件须小于申请金额或早于申请期限，担保的到位期限不得早于今天。',
    'Conditions can only make less of the amount or shorten the validity; security cannot be due before today.',
  ),
  approval_security_not_awaited: refusal(
    409,
    '此单没有等待确认的该项担保。',
    'The case does not wait for this security to be confirmed.',
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
  policy_not_scheduled: refusal(
    409,
    '第 {version} 版已生效或已取消，不能再取消。',
    'Version {version} has come into force or was taken back already.',
  ),
  automatic_change_final: refusal(
    409,
    '这不是自动调整，或已过一天、已撤销，不能撤销。',
    'This was not changed by the policy itself, was undone already, or more than a day ago.',
  ),
  automatic_change_replaced: refusal(
    409,
    '之后又有新的基础额度，请直接调整额度。',
    'Another base limit has come since: change that one.',
  ),
  publication_outdated: refusal(
    409,
    '此次修改基于第 {base} 版，现行版本已是第 {now} 版，请在现行版本上重新修改后提交。',
    'It changes version {base}; version {now} is in force by now. Make the change on the present version and submit it again.',
  ),
  warning_not_found: refusal(404, '预警 {id} 不存在。', 'There is no warning {id}.'),
  warning_closed: refusal(409, '该预警已关闭。', 'This warning is closed.'),
  review_not_open: refusal(409, '该复审不存在或已完成。', 'There is no such review, or it is done.'),
  colleague_out_of_sight: refusal(
    400,
    '{username} 看不到该客户，请指派给负责该客户的同事。',
    '{username} does not see this customer; choose somebody who does.',
  ),
  too_many_customers: refusal(
    400,
    '筛选出的客户超过 {max} 家，请缩小范围后再操作。',
    'The filter finds more than {max} customers; narrow it first.',
  ),
  rerating_policy_invalid: refusal(
    400,
    '复评设置无法使用：{detail}。',
    'These re-rating settings cannot work: {detail}.',
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

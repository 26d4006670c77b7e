import { refusal, type RefusalKind } from './refusal-kind.js'

/** Debts handed over, written off and recovered, and what was learnt. */
export const recoveryRefusals = {
  item_handed_over: refusal(
    409,
    '发票 {number} 第 {item} 期已移交处理（{case}）。',
    'Instalment {item} of {number} is handed over already ({case}).',
  ),
  hand_over_not_found: refusal(404, '移交案件 {id} 不存在。', 'There is no case {id}.'),
  hand_over_closed: refusal(409, '案件 {number} 已结案。', 'The case {number} is closed.'),
  hand_over_stage: refusal(
    409,
    '案件阶段不能由「{from}」变为「{to}」。',
    'A case does not go from {from} to {to}.',
  ),
  hand_over_day: refusal(
    400,
    '日期须在 {from} 至 {today} 之间。',
    'The day must lie between {from} and {today}.',
  ),
  hand_over_outcome: refusal(
    400,
    '结案须填写结果，其他阶段不得填写。',
    'The stage “closed” comes with an outcome, and no other stage does.',
  ),
  hand_over_cost: refusal(400, '费用金额不能为零。', 'A cost cannot be zero.'),
  write_off_not_found: refusal(404, '核销 {id} 不存在。', 'There is no write-off {id}.'),
  write_off_reason_unknown: refusal(
    400,
    '没有可用的核销原因 {code}。',
    'There is no reason {code} for a write-off.',
  ),
  write_off_running: refusal(
    409,
    '发票 {number} 第 {item} 期已在申请核销（{request}）。',
    'A write-off of instalment {item} of {number} is being decided on already ({request}).',
  ),
  write_off_ended: refusal(409, '该核销申请已结束（{status}）。', 'The write-off is decided ({status}).'),
  write_off_nothing_open: refusal(
    409,
    '核销 {number} 所列应收已全部结清，无可核销金额，请驳回或撤回申请。',
    'Everything that {number} names is settled by now: there is nothing to write off. Reject or withdraw it.',
  ),
  write_off_hand_over: refusal(
    400,
    '移交案件 {id} 不属于该客户。',
    'The case {id} is not one of this customer.',
  ),
  write_off_not_done: refusal(
    409,
    '核销 {number} 尚未生效。',
    'The write-off {number} has not taken effect.',
  ),
  recovery_item: refusal(
    404,
    '核销 {number} 不含发票 {invoice} 第 {item} 期。',
    'The write-off {number} does not hold instalment {item} of {invoice}.',
  ),
  recovery_exceeds: refusal(
    409,
    '收回金额 {wanted} 超过尚未收回的核销金额 {left}。',
    'Only {left} of what was written off is not recovered yet, less than {wanted}.',
  ),
  recovery_not_found: refusal(404, '收回记录 {id} 不存在。', 'There is no recovery {id}.'),
  recovery_undone: refusal(409, '该收回记录已撤销。', 'The recovery has been undone.'),
  recovery_not_open: refusal(
    409,
    '该应收已由其他款项结清，无法恢复核销。',
    'The instalment is settled by other money by now and cannot be written off again.',
  ),
  bad_debt_not_found: refusal(404, '坏账案例 {id} 不存在。', 'There is no case {id} in the library.'),
  bad_debt_written: refusal(
    409,
    '核销 {number} 已有复盘案例。',
    'The case of {number} has been written already.',
  ),
  bad_debt_cause: refusal(400, '没有坏账成因 {code}。', 'There is no cause {code}.'),
} as const satisfies Record<string, RefusalKind>

import { refusal } from './refusal-kind.js'

/** Snapshots of aging, provisions for expected losses, reconciliation with other systems. */
export const provisionRefusals = {
  aging_snapshot_not_found: refusal(404, '没有此账龄快照。', 'There is no such snapshot of the aging.'),
  day_in_future: refusal(400, '{day} 尚未到来。', '{day} is still to come.'),
  snapshot_bounds_differ: refusal(
    409,
    '两个快照的账龄段不同，无法逐段比较。',
    'The two snapshots have different buckets and cannot be compared bucket by bucket.',
  ),
  provision_matrix_invalid: refusal(
    400,
    '减值矩阵无法生效：{detail}。',
    'The provision matrix cannot work: {detail}.',
  ),
  provision_run_not_found: refusal(404, '没有此次计提。', 'There is no such provision run.'),
  provision_period_closed: refusal(
    409,
    '截至 {day} 的计提已批准，只能计提其后的日期。',
    'The provisions as of {day} are approved; only a later day can be provided for.',
  ),
  provision_currency_changed: refusal(
    409,
    '上次计提的本位币为 {before}，现为 {now}，期初余额无法结转。',
    'The last provisions were in {before}, the base currency is {now} now: their balance cannot be carried over.',
  ),
  provision_rate_missing: refusal(
    409,
    '{day} 没有 {currency} 的汇率，无法折算为本位币。',
    'There is no exchange rate of {currency} on {day}.',
  ),
  provision_run_decided: refusal(
    409,
    '此次计提已由 {by} 作出决定。',
    '{by} has decided on these provisions already.',
  ),
  provision_run_outdated: refusal(
    409,
    '计提之后又有其他计提获批，请重新计提。',
    'Other provisions were approved since these were worked out: work them out again.',
  ),
  provision_own_submission: refusal(
    403,
    '计提人不能批准自己的计提。',
    'Whoever worked the provisions out cannot approve them.',
  ),
  provision_assessment_not_found: refusal(
    404,
    '没有此项单项评估。',
    'There is no such individual assessment.',
  ),
  provision_assessment_running: refusal(
    409,
    '客户 {customer} 已有生效的单项评估，请先终止。',
    'Customer {customer} is assessed individually already: end that assessment first.',
  ),
  provision_assessment_ended: refusal(409, '此项单项评估已终止。', 'This individual assessment has ended.'),
  reconciliation_not_found: refusal(404, '没有此次对账。', 'There is no such reconciliation.'),
  reconciliation_difference_not_found: refusal(404, '没有此项差异。', 'There is no such difference.'),
  reconciliation_empty: refusal(
    400,
    '对方数据为空，没有可对账的行。',
    'There is nothing to reconcile: no rows.',
  ),
  reconciliation_too_long: refusal(
    413,
    '一次最多对账 {max} 行。',
    'At most {max} rows can be reconciled at once.',
  ),
  reconciliation_columns_missing: refusal(
    400,
    '文件缺少列：{columns}。首行须为列名。',
    'The file has no column {columns}. The first row must name the columns.',
  ),
  reconciliation_row_faulty: refusal(
    400,
    '第 {row} 行有误：{column}「{value}」。',
    'Row {row} is faulty: {column} “{value}”.',
  ),
} as const

import type { Bilingual } from '../../../kernel/bilingual.js'
import { billNotices } from './bill-notices.js'
import { claimNotices } from './claim-notices.js'
import { collectionNotices } from './collection-notices.js'
import { approvalVariables, both, holdVariables, variable } from './kind-variables.js'
import { ratingNotices } from './rating-notices.js'

/** A value that is inserted into a text: the same in both languages, or one for each. */
export type NotificationValue = string | Bilingual

export type MailMode = 'now' | 'digest' | 'off'

export const notificationGroups = ['approvals', 'holds', 'customers', 'limits', 'data', 'system'] as const
export type NotificationGroup = (typeof notificationGroups)[number]

interface KindBody {
  readonly group: NotificationGroup
  readonly name: Bilingual
  /** `{name}` stands for the variable of that name. */
  readonly title: Bilingual
  readonly body: Bilingual
  /** Each variable with what it means and an example, for those who write texts. */
  readonly variables: Readonly<
    Record<string, { readonly meaning: Bilingual; readonly sample: NotificationValue }>
  >
  /** Whether it goes out by mail unless the person chose otherwise. */
  readonly mail: MailMode
  /** In the inbox of everybody, whatever they chose: somebody waits for them. */
  readonly needed?: boolean
}

/**
 * Everything that people are told, with the program's own texts. Approvals, holds and limits say it in the words that
 * the interface uses.
 */
export const notificationKinds = {
  approval_todo: {
    group: 'approvals',
    name: both('待我审批', 'An approval waits for me'),
    title: both('待审批：{title}', 'To approve: {title}'),
    body: both(
      '{submitter} 提交了 {number}，等待您处理。',
      '{submitter} submitted {number}; it waits for you.',
    ),
    variables: approvalVariables,
    mail: 'now',
    needed: true,
  },
  approval_reminder: {
    group: 'approvals',
    name: both('审批将到期', 'An approval is due soon'),
    title: both('即将超时：{title}', 'Due soon: {title}'),
    body: both('{number} 仍在等待您处理，请尽快。', '{number} still waits for you.'),
    variables: approvalVariables,
    mail: 'now',
    needed: true,
  },
  approval_overdue: {
    group: 'approvals',
    name: both('审批超时或升级', 'An approval is overdue or escalated'),
    title: both('已超时：{title}', 'Overdue: {title}'),
    body: both('{number} 已超过处理时限，请关注。', '{number} is past its time limit.'),
    variables: approvalVariables,
    mail: 'now',
    needed: true,
  },
  approval_unassigned: {
    group: 'approvals',
    name: both('审批无人可办', 'Nobody can decide an approval'),
    title: both('无人可审批：{title}', 'Nobody can approve: {title}'),
    body: both(
      '{number} 的当前节点找不到审批人，请指派或调整流程。',
      'The current step of {number} has no approver. Assign one, or change the flow.',
    ),
    variables: approvalVariables,
    mail: 'now',
    needed: true,
  },
  approval_security: {
    group: 'approvals',
    name: both('审批等待担保到位', 'An approval waits for security'),
    title: both('等待担保到位：{title}', 'Waits for security: {title}'),
    body: both(
      '{number} 已附担保条件通过，担保到位并确认后才生效，逾期未确认自动失效。',
      '{number} is approved against security. It takes effect once the security is confirmed, and lapses otherwise.',
    ),
    variables: approvalVariables,
    mail: 'now',
    needed: true,
  },
  approval_copied: {
    group: 'approvals',
    name: both('抄送给我', 'Copied to me'),
    title: both('抄送：{title}', 'For your information: {title}'),
    body: both('{submitter} 的申请 {number} 抄送给您。', 'You are copied on {number} of {submitter}.'),
    variables: approvalVariables,
    mail: 'digest',
  },
  approval_mentioned: {
    group: 'approvals',
    name: both('审批中提到我', 'Mentioned in an approval'),
    title: both('有人提到您：{title}', 'You were mentioned: {title}'),
    body: both('{number} 的评论中提到了您。', 'A comment on {number} mentions you.'),
    variables: approvalVariables,
    mail: 'now',
  },
  approval_urged: {
    group: 'approvals',
    name: both('催办', 'Urged'),
    title: both('催办：{title}', 'Please decide: {title}'),
    body: both('{submitter} 请您尽快处理 {number}。', '{submitter} asks you to decide {number} soon.'),
    variables: approvalVariables,
    mail: 'now',
    needed: true,
  },
  approval_completed: {
    group: 'approvals',
    name: both('我的申请有结果', 'My request was decided'),
    title: both('审批结束：{title}', 'Decided: {title}'),
    body: both('{number} 的结果：{outcome}。', 'Outcome of {number}: {outcome}.'),
    variables: {
      ...approvalVariables,
      outcome: variable('审批结果', 'Outcome', both('已通过', 'approved')),
    },
    mail: 'now',
  },
  hold_opened: {
    group: 'holds',
    name: both('订单被冻结', 'An order was held'),
    title: both('已冻结：{customer} {document}', 'Held: {customer} {document}'),
    body: both(
      '{document} 金额 {amount}，客户 {code}。{why}',
      '{document} over {amount}, customer {code}. {why}',
    ),
    variables: {
      ...holdVariables,
      why: variable(
        '冻结原因',
        'Why it was held',
        both('将超出额度 CNY 30,000.00。', 'It would exceed the limit by CNY 30,000.00.'),
      ),
    },
    mail: 'now',
  },
  hold_ready: {
    group: 'holds',
    name: both('冻结单可放行', 'A held order is ready to be released'),
    title: both('可放行：{customer} {document}', 'Ready to release: {customer} {document}'),
    body: both(
      '{document}（{amount}）现在已满足信用条件，可以放行。',
      '{document} ({amount}) now meets the credit conditions and can be released.',
    ),
    variables: holdVariables,
    mail: 'now',
  },
  hold_released: {
    group: 'holds',
    name: both('冻结单已放行', 'A held order was released'),
    title: both('已放行：{customer} {document}', 'Released: {customer} {document}'),
    body: both('{document}（{amount}）已由 {by} 放行。', '{document} ({amount}) was released by {by}.'),
    variables: { ...holdVariables, by: variable('放行人', 'Who released it', '王芳') },
    mail: 'now',
  },
  hold_rejected: {
    group: 'holds',
    name: both('冻结单被拒绝', 'A held order was rejected'),
    title: both('已拒绝：{customer} {document}', 'Rejected: {customer} {document}'),
    body: both(
      '{document}（{amount}）被 {by} 拒绝。理由：{reason}',
      '{document} ({amount}) was rejected by {by}. Reason: {reason}',
    ),
    variables: {
      ...holdVariables,
      by: variable('拒绝人', 'Who rejected it', '王芳'),
      reason: variable('理由', 'Reason', '客户逾期未结清'),
    },
    mail: 'now',
  },
  hold_assigned: {
    group: 'holds',
    name: both('冻结单指派给我', 'A held order was assigned to me'),
    title: both('指派给您：{customer} {document}', 'Assigned to you: {customer} {document}'),
    body: both(
      '{by} 把 {document}（{amount}）交给您处理。',
      '{by} gave you {document} ({amount}) to work on.',
    ),
    variables: { ...holdVariables, by: variable('指派人', 'Who assigned it', '王芳') },
    mail: 'now',
    needed: true,
  },
  hold_mentioned: {
    group: 'holds',
    name: both('冻结单备注提到我', 'Mentioned in a note on a held order'),
    title: both('有人提到您：{customer} {document}', 'You were mentioned: {customer} {document}'),
    body: both('{by}：{note}', '{by}: {note}'),
    variables: {
      ...holdVariables,
      by: variable('备注人', 'Who wrote the note', '王芳'),
      note: variable('备注', 'The note', '请 @li 联系客户付款'),
    },
    mail: 'now',
  },
  prepayment_received: {
    group: 'holds',
    name: both('预付款到账', 'A prepayment arrived'),
    title: both('预付款已到：{customer} {document}', 'Prepayment arrived: {customer} {document}'),
    body: both(
      '{document}（{amount}）要求预付 {asked}，已到 {received}。',
      'Asked for {document} ({amount}): {asked}. Arrived: {received}.',
    ),
    variables: {
      ...holdVariables,
      asked: variable('要求预付的金额', 'What was asked for', 'CNY 30,000.00'),
      received: variable('已到金额', 'What has arrived', 'CNY 30,000.00'),
    },
    mail: 'now',
  },
  work_handed_over: {
    group: 'customers',
    name: both('工作移交给我', 'Work was handed over to me'),
    title: both('{from} 的工作移交给您', 'The work of {from} was handed over to you'),
    body: both(
      '客户 {customers} 家，其中待处理冻结单 {holds} 张、额度申请 {requests} 个；部门 {departments} 个，下属 {reports} 人。',
      'Customers: {customers}, with {holds} held orders and {requests} limit requests open. Departments: {departments}. Reports: {reports}.',
    ),
    variables: {
      from: variable('移交人', 'Whose work it was', '张伟'),
      customers: variable('客户数', 'Number of customers', '36'),
      holds: variable('待处理冻结单', 'Open held orders', '4'),
      requests: variable('待处理额度申请', 'Open limit requests', '1'),
      departments: variable('负责的部门', 'Departments managed', '0'),
      reports: variable('下属人数', 'People reporting', '0'),
    },
    mail: 'now',
    needed: true,
  },
  customers_assigned: {
    group: 'customers',
    name: both('客户分配给我', 'Customers were given to me'),
    title: both('{by} 将 {count} 家客户分配给您', '{by} gave you {count} customers'),
    body: both('客户编码：{codes}。', 'Customer codes: {codes}.'),
    variables: {
      by: variable('分配人', 'Who gave them', '王芳'),
      count: variable('客户数', 'Number of customers', '12'),
      codes: variable(
        '前几家的编码',
        'Codes of the first of them',
        both('C0001、C0002 等', 'C0001, C0002 and others'),
      ),
    },
    mail: 'digest',
  },
  limit_changed: {
    group: 'limits',
    name: both('我的客户额度变更', 'The limit of my customer changed'),
    title: both('额度变更：{customer}', 'Limit changed: {customer}'),
    body: both(
      '{customer}（{code}）在 {segment} 的额度：{amount}，自 {from} 起。',
      'Limit of {customer} ({code}) in {segment}: {amount} from {from}.',
    ),
    variables: {
      customer: holdVariables.customer,
      code: holdVariables.code,
      segment: variable('授信分部', 'Credit segment', 'CN01'),
      amount: variable('额度，含币种', 'Limit with its currency', 'CNY 500,000.00'),
      from: variable('生效日', 'First day', '2026-11-22'),
    },
    mail: 'digest',
  },
  monitoring_alert: {
    group: 'data',
    name: both('模型监控告警', 'A scorecard or model needs attention'),
    title: both('{state}：{name} 第 {version} 版', '{state}: {name} version {version}'),
    body: both('监控发现：{why}。', 'Monitoring found: {why}.'),
    variables: {
      name: variable('评分卡或模型', 'Scorecard or model', both('逾期模型', 'Model of arrears')),
      version: variable('版本', 'Version', '3'),
      state: variable('状态', 'State', both('告警', 'red')),
      why: variable('原因', 'Why', both('得分分布偏移 PSI 0.312', 'PSI of the score 0.312')),
    },
    mail: 'now',
  },
  ...ratingNotices,
  ...billNotices,
  ...claimNotices,
  ...collectionNotices,
  import_finished: {
    group: 'data',
    name: both('导入完成', 'An import is finished'),
    title: both('导入完成：{file}', 'Imported: {file}'),
    body: both(
      '共 {rows} 行，写入 {applied} 行，有误 {faulty} 行。',
      '{rows} rows read, {applied} applied, {faulty} faulty.',
    ),
    variables: {
      file: variable('文件名', 'Name of the file', '2026-11 应收明细.xlsx'),
      rows: variable('读取行数', 'Rows read', '12000'),
      applied: variable('写入行数', 'Rows applied', '11988'),
      faulty: variable('有误行数', 'Faulty rows', '12'),
    },
    mail: 'off',
  },
  import_failed: {
    group: 'data',
    name: both('导入失败', 'An import failed'),
    title: both('导入失败：{file}', 'The import failed: {file}'),
    body: both('{why}', '{why}'),
    variables: {
      file: variable('文件名', 'Name of the file', '2026-11 应收明细.xlsx'),
      why: variable(
        '原因',
        'Why',
        both('有 12 行有误，未写入任何数据。', '12 rows are faulty; nothing was written.'),
      ),
    },
    mail: 'now',
  },
  job_failed: {
    group: 'system',
    name: both('后台任务失败', 'A background job failed'),
    title: both('后台任务失败：{job}', 'A background job failed: {job}'),
    body: both('已重试 {attempts} 次仍未成功：{error}', 'Given up after {attempts} attempts: {error}'),
    variables: {
      job: variable('任务', 'Job', 'rate-book'),
      attempts: variable('尝试次数', 'Attempts', '25'),
      error: variable('错误', 'Error', 'connection refused'),
    },
    mail: 'now',
  },
} as const satisfies Record<string, KindBody>

export type NotificationKind = keyof typeof notificationKinds

/** The values that a kind's texts need, by name. */
export type NotificationData<Kind extends NotificationKind> = Readonly<
  Record<keyof (typeof notificationKinds)[Kind]['variables'], NotificationValue>
>

export const notificationKindNames = Object.keys(notificationKinds) as NotificationKind[]

export function isNotificationKind(text: string): text is NotificationKind {
  return Object.hasOwn(notificationKinds, text)
}

/** The description of a kind, without the narrow types of the catalogue. */
export function kindOf(kind: NotificationKind): KindBody {
  return notificationKinds[kind]
}

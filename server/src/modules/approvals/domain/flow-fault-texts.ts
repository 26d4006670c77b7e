import type { Bilingual } from '../../../kernel/bilingual.js'

/** What can be wrong with a flow, in words for whoever draws it. */
export const flowFaultTexts = {
  duplicate_id: { zh: '编号重复。', en: 'An id is used twice.' },
  loose_edge: { zh: '连线没有接到两个不同的节点。', en: 'The line does not connect two different nodes.' },
  one_start: { zh: '流程须有且只有一个开始节点。', en: 'A flow has exactly one start.' },
  into_start: { zh: '不能连回开始节点，请用“退回”。', en: 'Nothing leads to the start; returning does.' },
  out_of_end: { zh: '结束节点之后不能再有节点。', en: 'Nothing follows an end.' },
  unreachable: { zh: '从开始节点走不到这里。', en: 'This node cannot be reached from the start.' },
  dead_end: { zh: '从这里走不到结束节点。', en: 'No way leads from this node to an end.' },
  several_ways_on: {
    zh: '只有条件和并行节点可以有多个出口。',
    en: 'Only conditions and parallel nodes have several ways on.',
  },
  circle: { zh: '流程不能成环，请用“退回”。', en: 'The flow goes round in a circle; use returning instead.' },
  unbalanced: {
    zh: '并行的各分支须汇合到同一个汇合节点，结束节点不能在并行分支内。',
    en: 'All branches of a parallel node end in its one join, and no end lies inside of them.',
  },
  nobody: { zh: '按此设置找不到任何审批人。', en: 'Nobody can be found for this node.' },
  too_few_people: { zh: '指定的人数少于需要的票数。', en: 'Fewer people are named than have to sign.' },
  chain_alone: {
    zh: '逐级审批须单独使用，方式为“或签”。',
    en: 'A chain of managers or authority stands alone, with any-of.',
  },
  fallback_chain: { zh: '备用审批人不能是逐级审批。', en: 'The fallback cannot be a chain.' },
  fallback_nobody: { zh: '备用审批人为空。', en: 'Nobody can be found for the fallback.' },
  escalate_to_nobody: { zh: '请选择升级给谁。', en: 'Choose to whom it is escalated.' },
  escalate_chain: { zh: '升级对象不能是逐级审批。', en: 'It cannot be escalated to a chain.' },
  reminder_too_early: {
    zh: '提醒时间须晚于进入节点的时间。',
    en: 'The reminder comes before the node is entered.',
  },
  no_amount: {
    zh: '该事项没有金额，不能按权限金额审批。',
    en: 'There is no amount for which authority could be asked.',
  },
  no_owner: {
    zh: '该事项与客户无关，没有业务员主管。',
    en: 'There is no customer whose owner has a manager.',
  },
  recipients_authority: { zh: '抄送不能按权限金额。', en: 'Copies do not go by authority.' },
  not_conditional: { zh: '该事项不支持附条件批准。', en: 'This cannot be approved with conditions.' },
  branch_without_way: { zh: '每个分支须有且只有一条连线。', en: 'Each branch has exactly one way on.' },
  way_without_branch: {
    zh: '条件节点的连线须属于某个分支。',
    en: 'A way out of a condition belongs to a branch.',
  },
  otherwise_last: {
    zh: '最后一个分支须为“其他情况”，且只有它没有条件。',
    en: 'The last branch, and no other, is the one without a condition.',
  },
  unknown_field: { zh: '条件中的字段不存在。', en: 'A condition tests a field that does not exist.' },
  value_does_not_fit: { zh: '条件的值与字段不符。', en: 'The value of a condition does not fit the field.' },
  unknown_action: { zh: '该事项没有这个自动动作。', en: 'There is no such automatic action.' },
  action_days: { zh: '自动动作须填写天数。', en: 'The automatic action needs a number of days.' },
  approved_unsigned: {
    zh: '存在无人审批即通过的路径。',
    en: 'There is a way to approval on which nobody signs.',
  },
} as const satisfies Record<string, Bilingual>

export type FlowFaultCode = keyof typeof flowFaultTexts

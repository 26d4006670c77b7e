import type { Answer, Item } from '../../api/answer'

export type FlowItem = Item<'/api/v1/approval-flows'>
export type FlowDetail = Answer<'/api/v1/approval-flows/{code}'>
export type FlowVersion = Answer<'/api/v1/approval-flows/{code}/versions/{version}'>
export type Subject = Item<'/api/v1/approval-subjects'>
export type SubjectField = Subject['fields'][number]
export type Fault = Answer<'/api/v1/approval-flows/validate', 'post'>['faults'][number]
export type Simulation = Answer<'/api/v1/approval-flows/simulate', 'post'>
export type SimulatedVisit = Simulation['visited'][number]

/** The flow document as the server keeps it; its own description says what each part means. */
export type Flow = NonNullable<FlowDetail['content']>
export type FlowEdge = Flow['edges'][number]
export type FlowNode = Flow['nodes'][number]
export type ApproverSpec = Flow['fallback']
export type Expression = NonNullable<Flow['startWhen']>
export type FieldTest = Expression['tests'][number]
export type Operator = FieldTest['operator']

export type ApproveNode = Extract<FlowNode, { kind: 'approve' }>
export type ConditionNode = Extract<FlowNode, { kind: 'condition' }>
export type SignMode = ApproveNode['mode']
export type TimeLimit = NonNullable<ApproveNode['timeLimit']>
export type Branch = ConditionNode['branches'][number]

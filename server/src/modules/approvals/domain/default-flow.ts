import type { Flow } from './flow.js'

/** The built-in flow of a subject: climbs from the submitter's manager until somebody's authority covers it. */
export function defaultFlow(subject: string, hasAmount: boolean): Flow {
  return {
    name: hasAmount
      ? { zh: '按权限逐级审批', en: 'Climb by authority' }
      : { zh: '风控经理审批', en: 'Credit manager' },
    subject,
    startWhen: null,
    fallback: { kind: 'role', role: 'admin' },
    nodes: [
      { kind: 'start', id: 'start', name: { zh: '提交', en: 'Submit' }, position: { x: 0, y: 0 } },
      {
        kind: 'approve',
        id: 'authority',
        name: { zh: '按权限审批', en: 'By authority' },
        position: { x: 0, y: 140 },
        mode: { kind: 'any' },
        approvers: [hasAmount ? { kind: 'authority' } : { kind: 'role', role: 'credit-manager' }],
        timeLimit: { workingHours: 16, remindBefore: 8, onTimeout: 'remind', escalateTo: null },
        allow: { return: true, addSigner: true, delegate: true, conditional: hasAmount },
      },
      {
        kind: 'end',
        id: 'approved',
        name: { zh: '通过', en: 'Approved' },
        position: { x: 0, y: 280 },
        outcome: 'approved',
      },
    ],
    edges: [
      { id: 'e1', from: 'start', to: 'authority' },
      { id: 'e2', from: 'authority', to: 'approved' },
    ],
  }
}

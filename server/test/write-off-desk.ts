import { expect } from 'vitest'
import { openOwingBook, type OwingBook } from './owing-book.js'
import { createTestApp, type Caller, type TestAnswer, type TestApp } from './test-app.js'

const NOW = '2026-11-21T04:00:00Z'

/** An installation where a collector asks for write-offs and a credit manager approves them. */
export interface WriteOffDesk {
  readonly app: TestApp
  readonly book: OwingBook
  readonly manager: Caller
  readonly collector: Caller
  /**
   * Goes on with a new customer, who owes 1,000 yuan on the invoice `<code>-1` since 2023-10-01, at the moment at which
   * every test begins; gives the code.
   */
  nextCustomer(): Promise<string>
  /** The invoice of that customer, as requests name it. */
  item(): object
  ask(more?: object): Promise<TestAnswer>
  /** Asks; gives the write-off and its approval. */
  requested(more?: object): Promise<{ id: string; caseId: string }>
  stepOf(caseId: string): Promise<string | undefined>
  act(caseId: string, action: 'approve' | 'reject', stepId?: string): Promise<TestAnswer>
  /** Asks and approves; gives the write-off. */
  writtenOff(more?: object): Promise<string>
}

export async function openWriteOffDesk(): Promise<WriteOffDesk> {
  const app = await createTestApp({ now: NOW })
  const book = await openOwingBook(app)
  const manager = await app.signIn('credit-manager', { username: 'wang', releaseAuthority: null })
  const collector = await app.signIn('finance', { username: 'zhou' })
  let next = 0
  let code = ''
  const item = () => ({ source: 'erp', number: `${code}-1`, itemNo: 1 })
  const ask = (more: object = {}) =>
    app.request('POST', `/api/v1/customers/${code}/write-offs`, {
      as: collector,
      body: { reasonCode: 'overdue-3y', explanation: '多年催收无果', items: [item()], ...more },
    })
  const stepOf = async (caseId: string) => {
    const inbox = await app.request('GET', '/api/v1/inbox?subject=write-off', { as: manager })
    const { items } = inbox.body as { items: { id: string; stepId: string }[] }
    return items.find(({ id }) => id === caseId)?.stepId
  }
  const act = async (caseId: string, action: 'approve' | 'reject', stepId?: string) => {
    const body = { action, stepId: stepId ?? (await stepOf(caseId)), comment: '同意' }
    return app.request('POST', `/api/v1/approval-cases/${caseId}/actions`, { as: manager, body })
  }
  const requested = async (more: object = {}) => {
    const answer = await ask(more)
    expect(answer.status, answer.text).toBe(202)
    const { writeOff, approvalCaseId } = answer.body as { writeOff: { id: string }; approvalCaseId: string }
    return { id: writeOff.id, caseId: approvalCaseId }
  }
  return {
    ...{ app, book, manager, collector, item, ask, requested, stepOf, act },
    async nextCustomer() {
      code = `W${++next}`
      app.clock.set(NOW)
      await book.customer(code, '100000.00')
      await book.invoice(code, `${code}-1`, '1000.00', '2023-10-01')
      return code
    },
    async writtenOff(more: object = {}) {
      const { id, caseId } = await requested(more)
      const answer = await act(caseId, 'approve')
      expect(answer.status, answer.text).toBe(200)
      return id
    },
  }
}

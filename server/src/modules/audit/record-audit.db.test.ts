import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemPrincipal } from '../../kernel/access.js'
import { runInContext, systemActor } from '../../platform/request-context.js'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { listEntries } from './audit-store.js'
import { recordAccess, recordAudit, recordAudits } from './record-audit.js'

const at = new Date('2026-11-21T02:00:00Z')

describe('the audit trail', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterAll(() => test.drop())

  it('keeps who changed what, with amounts as decimal texts', async () => {
    await test.db.transaction((tx) =>
      recordAudit(tx, {
        actor: systemPrincipal,
        action: 'limit-line.created',
        objectType: 'account',
        objectId: 'C1/CN01',
        before: { minor: 1n },
        after: { minor: 9_007_199_254_740_993n },
        reason: 'yearly review',
        at,
      }),
    )
    const [entry] = await listEntries(test.db, { objectId: 'C1/CN01', limit: 10 })
    expect(entry).toMatchObject({
      kind: 'action',
      actor: 'system',
      action: 'limit-line.created',
      before: { minor: '1' },
      after: { minor: '9007199254740993' },
      reason: 'yearly review',
      actedAt: at,
    })
    // The program's clock is kept; the entry's own time is that of the database.
    expect(Math.abs(Date.now() - (entry?.at.getTime() ?? 0))).toBeLessThan(60_000)
  })

  it('is written only when the change itself is', async () => {
    const entry = { actor: systemPrincipal, action: 'x', objectType: 'probe', objectId: 'p', at }
    await test.db
      .transaction(async (tx) => {
        await recordAudits(tx, [entry, entry])
        throw new Error('the change failed')
      })
      .catch(() => undefined)
    expect(await listEntries(test.db, { objectType: 'probe', limit: 10 })).toEqual([])
  })

  it('keeps who looked at what, how much of it, and in which request', async () => {
    const context = { actor: systemActor('probe'), requestId: 'request-9' }
    await runInContext(context, () =>
      test.db.transaction((tx) =>
        recordAccess(tx, {
          actor: { ...systemPrincipal, kind: 'user', id: 'u', label: 'li.wei' },
          action: 'customers.exported',
          objectType: 'customer',
          objectId: '*',
          detail: { rows: 12, filter: { industry: '化工' } },
          at,
        }),
      ),
    )
    const [entry] = await listEntries(test.db, { kinds: ['access'], limit: 10 })
    expect(entry).toMatchObject({
      actor: 'li.wei',
      requestId: 'request-9',
      action: 'customers.exported',
      after: { rows: 12, filter: { industry: '化工' } },
    })
  })
})

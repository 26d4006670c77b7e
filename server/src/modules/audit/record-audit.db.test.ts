import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemPrincipal } from '../../kernel/access.js'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { listAuditRecords } from './audit-store.js'
import { recordAudit, recordAudits } from './record-audit.js'

const at = new Date('2026-11-21T02:00:00Z')
const everything = {
  objectType: undefined,
  objectId: undefined,
  actor: undefined,
  action: undefined,
  beforeId: undefined,
  limit: 10,
}

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
        objectType: 'credit-account',
        objectId: 'C1/CN01',
        before: { minor: 1n },
        after: { minor: 9_007_199_254_740_993n },
        reason: 'yearly review',
        at,
      }),
    )
    const [record] = await listAuditRecords(test.db, { ...everything, objectId: 'C1/CN01' })
    expect(record).toMatchObject({
      actor: 'system',
      action: 'limit-line.created',
      before: { minor: '1' },
      after: { minor: '9007199254740993' },
      reason: 'yearly review',
      at,
    })
  })

  it('is written only when the change itself is', async () => {
    const entry = { actor: systemPrincipal, action: 'x', objectType: 'probe', objectId: 'p', at }
    await test.db
      .transaction(async (tx) => {
        await recordAudits(tx, [entry, entry])
        throw new Error('the change failed')
      })
      .catch(() => undefined)
    expect(await listAuditRecords(test.db, { ...everything, objectType: 'probe' })).toEqual([])
  })

  it.each(['UPDATE audit_record SET reason = NULL', 'DELETE FROM audit_record', 'TRUNCATE audit_record'])(
    'refuses %s',
    async (statement) => {
      await expect(test.pool.query(statement)).rejects.toThrow('append-only')
    },
  )
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import { createLogger } from '../../platform/log.js'
import { warmUpChecks } from './warm-up.js'

describe('trying checks before the start', () => {
  let app: TestApp
  let book: CreditBook
  let logged: string[] = []
  const warmUp = () => {
    const log = createLogger({
      level: 'warn',
      destination: { write: (line: string) => void logged.push(line) },
    })
    return warmUpChecks({ ...app.deps, log })
  }
  beforeAll(async () => {
    app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
    book = await openCreditBook(app)
  })
  afterAll(() => app.close())

  it('does nothing in an empty book', async () => {
    logged = []
    await warmUp()
    expect(logged).toEqual([])
  })

  it('leaves nothing behind', async () => {
    for (const code of ['W1', 'W2', 'W3']) await book.customer(code, '1000.00')
    await book.check('W2', 'A-0', '1.00')
    const stored = () =>
      app.deps.db.rows(sql`
        SELECT (SELECT count(*) FROM credit_decision) AS decisions, (SELECT count(*) FROM reservation) AS reservations,
          (SELECT count(*) FROM exposure_entry) AS entries, (SELECT count(*) FROM hold) AS holds,
          (SELECT sum(reserved_minor) FROM account_exposure)::text AS reserved,
          (SELECT count(*) FROM audit_entry) AS audited`)
    const before = await stored()
    logged = []
    await warmUp()
    expect(await stored()).toEqual(before)
    expect(logged).toEqual([])
    // The whole limit is still there.
    const { outcome } = (await book.check('W1', 'A-1', '1000.00')).body as { outcome: string }
    expect(['approved', 'warned']).toContain(outcome)
  })

  it('gives up on a customer whose group somebody else has locked, and says so', async () => {
    logged = []
    await app.deps.db.transaction(async (tx) => {
      await tx.run(sql`UPDATE credit_group SET lock_count = lock_count + 1`)
      await warmUp()
    })
    expect(logged.join('')).toContain('lock timeout')
  })
})

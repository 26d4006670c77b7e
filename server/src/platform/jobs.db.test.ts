import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/test-database.js'
import { addJob, addJobs, startWorker } from './jobs.js'
import { createLogger } from './log.js'

const log = createLogger({ level: 'silent' })

describe('jobs', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterAll(() => test.drop())

  it('run when their transaction commits and never when it does not', async () => {
    const done: unknown[] = []
    await test.db.transaction((tx) => addJob(tx, 'note', { n: 1 }))
    await test.db
      .transaction(async (tx) => {
        await addJob(tx, 'note', { n: 2 })
        throw new Error('rolled back')
      })
      .catch(() => undefined)
    await test.db.transaction((tx) => addJobs(tx, 'note', [{ n: 3 }, { n: 4 }]))
    const worker = await startWorker(test.db, {
      handlers: { note: (payload) => Promise.resolve(void done.push(payload)) },
      schedules: [],
      log,
    })
    await vi.waitFor(() => expect(done).toHaveLength(3), 10_000)
    await worker.stop()
    expect(done).toEqual(expect.arrayContaining([{ n: 1 }, { n: 3 }, { n: 4 }]))
  })

  it('of one key wait only once', async () => {
    for (let n = 1; n <= 3; n++)
      await addJob(test.db, 'keyed', { n }, { jobKey: 'k', runAt: new Date('2999-01-01') })
    const { rows } = await test.pool.query("SELECT 1 FROM graphile_worker.jobs WHERE key = 'k'")
    expect(rows).toHaveLength(1)
  })

  it('of a worker that died are run by another one', async () => {
    await addJob(test.db, 'orphan', { n: 1 })
    await test.pool.query(
      `UPDATE graphile_worker._private_jobs SET locked_by = 'pool-dead', locked_at = now() - interval '2 min'
       WHERE id IN (SELECT id FROM graphile_worker.jobs WHERE task_identifier = 'orphan')`,
    )
    const done: unknown[] = []
    const worker = await startWorker(test.db, {
      handlers: { orphan: (payload) => Promise.resolve(void done.push(payload)) },
      schedules: [{ job: 'orphan', cron: '0 3 * * *' }],
      log,
    })
    await vi.waitFor(() => expect(done).toEqual([{ n: 1 }]), 10_000)
    await worker.stop()
    const { rows } = await test.pool.query('SELECT * FROM worker_process')
    expect(rows).toEqual([])
  })

  it('that fail say why and are tried again', async () => {
    let tries = 0
    const worker = await startWorker(test.db, {
      handlers: {
        stumble: () => {
          tries += 1
          return tries === 1 ? Promise.reject(new Error('no luck yet')) : Promise.resolve()
        },
      },
      schedules: [],
      log,
    })
    await addJob(test.db, 'stumble')
    await vi.waitFor(async () => {
      const { rows } = await test.pool.query<{
        attempts: number
        last_error: string
        locked_by: string | null
      }>(`SELECT attempts, last_error, locked_by FROM graphile_worker.jobs WHERE task_identifier = 'stumble'`)
      expect(rows).toMatchObject([{ attempts: 1, locked_by: null }])
      expect(rows[0]?.last_error).toContain('no luck yet')
    }, 10_000)
    await test.pool.query('UPDATE graphile_worker._private_jobs SET run_at = now()')
    await vi.waitFor(() => expect(tries).toBe(2), 10_000)
    await worker.stop()
  })

  it('run again after the database was away for a while', async () => {
    const own = await createTestDatabase()
    const { rows } = await own.pool.query<{ name: string }>('SELECT current_database() AS name')
    const name = rows[0]?.name ?? ''
    const done: unknown[] = []
    const worker = await startWorker(own.db, {
      handlers: { note: (payload) => Promise.resolve(void done.push(payload)) },
      schedules: [{ job: 'note', cron: '0 0 1 1 *' }],
      log,
    })
    await test.pool.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`)
    await test.pool.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
    await new Promise((resolve) => setTimeout(resolve, 12_000))
    await test.pool.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`)
    await vi.waitFor(() => addJob(own.db, 'note', { n: 1 }), 30_000)
    await vi.waitFor(() => expect(done).toEqual([{ n: 1 }]), 90_000)
    await worker.stop()
    await own.drop()
  }, 150_000)
})

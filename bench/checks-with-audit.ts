import { setTimeout as pause } from 'node:timers/promises'
import { raw, sql } from '../server/src/platform/db/sql.js'
import type { Database } from '../server/src/platform/db/types.js'
import { sealAll } from '../server/src/modules/audit/seal-all.js'
import { createCheckService } from '../server/src/modules/credit-control/check-service.js'
import { inProcess } from './check-load.js'
import { openBenchInstallation } from './installation.js'
import { median, type Line } from './report.js'
import { seedBook } from './seeded-book.js'

const CUSTOMERS = 20_000
const ROUNDS = 5
const SECONDS = 3

/**
 * Credit checks in process as they are, with everything captured and sealed every second meanwhile, and, in turn,
 * with the capture switched off in the database and nothing sealed.
 */
export async function weighAuditOnChecks(): Promise<Line[]> {
  const installation = await openBenchInstallation()
  try {
    const { deps } = installation
    await seedBook(deps.db, { customers: CUSTOMERS, invoicesPerCustomer: 2, firstDueInDays: 10 })
    const service = createCheckService(deps)
    const load = { aim: 'uniform', customers: CUSTOMERS, concurrency: 64, seconds: SECONDS } as const
    await inProcess(service, load)
    const perSecond = { on: [] as number[], off: [] as number[] }
    for (let round = 0; round < 2 * ROUNDS; round++) {
      const on = round % 2 === 0
      await switchCapture(deps.db, on)
      const sealing = on ? keepSealing(deps.db) : undefined
      perSecond[on ? 'on' : 'off'].push((await inProcess(service, load)).perSecond)
      await sealing?.stop()
    }
    const on = median(perSecond.on)
    const off = median(perSecond.off)
    return [
      {
        what: 'credit checks',
        measured: `${on.toFixed(0)}/s`,
        reference: `${off.toFixed(0)}/s without capture and sealing`,
        ratio: off / on,
        target: '≤ 1.25',
        reached: off / on <= 1.25,
      },
    ]
  } finally {
    await installation.close()
  }
}

async function switchCapture(db: Database, on: boolean): Promise<void> {
  const triggers = await db.rows<{ table: string; name: string }>(sql`
    SELECT tgrelid::regclass::text AS table, tgname AS name FROM pg_trigger
    WHERE NOT tgisinternal AND tgfoid = 'audit_capture'::regproc`)
  if (triggers.length === 0) throw new Error('no capture was found to switch')
  for (const { table, name } of triggers)
    await db.run(sql`ALTER TABLE ${raw(table)} ${raw(on ? 'ENABLE' : 'DISABLE')} TRIGGER ${raw(name)}`)
}

function keepSealing(db: Database) {
  let going = true
  const work = (async () => {
    while (going) {
      await sealAll(db)
      await pause(1_000)
    }
  })()
  return {
    async stop() {
      going = false
      await work
    },
  }
}

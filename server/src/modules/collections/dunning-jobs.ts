import { dayInZone } from '../../kernel/calendar-day.js'
import { systemPrincipal } from '../../kernel/access.js'
import { timeInZone } from '../../kernel/zoned-time.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { STATEMENT_OPENED_JOB } from '../receivables/answer-statement.js'
import { collectReceipts, noteOpenedLink } from './collect-receipts.js'
import { SEND_DUNNING_JOB } from './decide-dunning.js'
import { markUnclear } from './dunning-message-store.js'
import { deleteOldDryRuns, findScheduledRun } from './dunning-run-store.js'
import { getDunningSettings } from './dunning-settings-store.js'
import { beginRun, runDunning, type RunDeps } from './run-dunning.js'
import { sendDunning } from './send-dunning.js'
import { strategiesInForce } from './strategy-store.js'

/** Carries out one run; its payload is `{ runId }`. */
export const DUNNING_RUN_JOB = 'dunning-run'

/** Longer than any attempt takes. */
const CLAIM_MS = 5 * 60_000
const DRY_KEPT_MS = 90 * 24 * 3_600_000

/**
 * The run of the day: once the hours of the strategies have begun, in the mode that is set. What an interrupted one left
 * is finished. May be repeated at will. Gives whether something was run.
 */
export async function runOfTheDay({ db, now }: RunDeps): Promise<boolean> {
  const at = now()
  const { mode } = await getDunningSettings(db)
  if (mode === 'off') return false
  const { timeZone } = await getOrganisation(db)
  const today = dayInZone(at, timeZone)
  const run = await db.transaction(async (tx) => {
    const { content } = await strategiesInForce(tx, at)
    if (timeInZone(at, timeZone) < content.hours.from) return undefined
    const found = await findScheduledRun(tx, today, mode)
    return found ?? beginRun(tx, { mode, actor: systemPrincipal, scheduled: true }, at)
  })
  if (!run || run.status === 'done') return false
  await runDunning({ db, now }, run.id)
  return true
}

/** Marks what was interrupted between handing over and noting, and forgets old dry runs. */
export async function sweepDunning({ db, now }: RunDeps): Promise<void> {
  const at = now().getTime()
  await db.transaction(async (tx) => {
    await markUnclear(tx, new Date(at - CLAIM_MS))
    await deleteOldDryRuns(tx, new Date(at - DRY_KEPT_MS), 100)
  })
}

export function dunningJobs({ db, now }: Deps, secrets: SecretBox, publicUrl?: string): JobHandlers {
  return {
    'dunning-day': async () => {
      await runOfTheDay({ db, now })
    },
    [DUNNING_RUN_JOB]: async (payload) => {
      const runId = (payload as { runId?: unknown }).runId
      if (typeof runId !== 'string') throw new Error('a run of strategies without its number')
      await runDunning({ db, now }, runId)
    },
    [SEND_DUNNING_JOB]: async () => {
      await sendDunning({ db, now, secrets, publicUrl })
    },
    'collect-sms-receipts': async () => {
      await collectReceipts({ db, now, secrets })
    },
    [STATEMENT_OPENED_JOB]: async (payload) => {
      const statementId = (payload as { statementId?: unknown }).statementId
      if (typeof statementId !== 'string') throw new Error('an opened statement without its number')
      await noteOpenedLink({ db, now }, statementId)
    },
    'sweep-dunning': () => sweepDunning({ db, now }),
  }
}

export const dunningSchedules: readonly Schedule[] = [
  { job: 'dunning-day', cron: '*/10 * * * *' },
  { job: SEND_DUNNING_JOB, cron: '* * * * *' },
  { job: 'collect-sms-receipts', cron: '* * * * *' },
  { job: 'sweep-dunning', cron: '*/5 * * * *' },
]

import type { Principal } from '../../kernel/access.js'
import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { isWorkday } from '../notifications/workdays.js'
import type { AsideReason, CustomerPlan } from './domain/plan.js'
import { sendableFrom } from './domain/sending-time.js'
import type { Channel } from './domain/strategy.js'
import { countRunMessages } from './dunning-message-store.js'
import { insertPlanned } from './dunning-planned-store.js'
import {
  findRun,
  insertRun,
  lockPlanning,
  noteRun,
  reopenRun,
  type DunningRun,
  type RunFigures,
  type RunMode,
} from './dunning-run-store.js'
import { getDunningSettings } from './dunning-settings-store.js'
import { textsInForce } from './dunning-texts.js'
import { PARTS } from './plan-facts-store.js'
import { planFrame, type PlanFrame } from './plan-frame.js'
import { planPage, type PlannedPage } from './plan-book.js'
import { listStrategies, strategiesInForce } from './strategy-store.js'
import { tellOfRun } from './tell-of-run.js'
import { writeMessages, type WritingFrame } from './write-messages.js'

export type RunDeps = Pick<Deps, 'db' | 'now'>

export interface RunRequest {
  readonly mode: RunMode
  /** The day to run for; today unless given, and always today when messages leave. */
  readonly on?: CalendarDay | undefined
  readonly actor: Principal
  readonly scheduled?: boolean
}

/**
 * Begins a run with the strategies in force and gives it; `runDunning` carries it out. Refuses a real run while runs are
 * switched off. Of scheduled runs there is one for each day and mode: undefined when it has begun already.
 */
export async function beginRun(
  tx: Tx,
  { mode, on, actor, scheduled = false }: RunRequest,
  at: Date,
): Promise<DunningRun | undefined> {
  const today = dayInZone(at, (await getOrganisation(tx)).timeZone)
  if (mode === 'live') {
    if ((await getDunningSettings(tx)).mode !== 'live') throw new Refusal('dunning_off')
    if (on !== undefined && on !== today) throw new Refusal('dunning_other_day', { today })
  }
  const { version } = await strategiesInForce(tx, at)
  const run = await insertRun(tx, {
    ...{ id: newId(), mode, onDay: on ?? today, strategyVersion: version, scheduled },
    ...{ startedBy: actor.label, startedAt: at },
  })
  if (run) {
    await recordAudit(tx, {
      ...{ actor, at, action: 'dunning-run.started', objectType: 'dunning-run', objectId: run.id },
      after: { mode, onDay: run.onDay, strategyVersion: version },
    })
  }
  return run
}

/**
 * Carries a run out, page by page, each page in one transaction: what is planned is in the outbox, and what is in the
 * outbox was planned. May be repeated after a crash: what was done is done, the rest is planned then. Two at once take
 * turns. Gives the run as it stands afterwards.
 */
export async function runDunning(
  deps: RunDeps,
  runId: Id,
  onProgress?: (customers: number) => Promise<void> | void,
): Promise<DunningRun> {
  const begun = await deps.db.transaction(async (tx) => {
    await reopenRun(tx, runId)
    const run = await findRun(tx, runId)
    return run?.status === 'running' ? { run, ...(await framesOf(tx, run, deps.now())) } : run
  })
  if (!begun) throw new Refusal('not_found')
  if (!('frame' in begun)) return begun
  const { run, frame, writing } = begun
  const tally = newTally()
  const lane = async (part: number): Promise<void> => {
    let after: Id | null = null
    do {
      const place: Place = { part, after }
      const page: PlannedPage = await deps.db.transaction((tx) => doPage(tx, run, { frame, writing, place }))
      for (const plan of page.plans) tally.add(plan)
      await onProgress?.(tally.figures().customers)
      after = page.last
    } while (after !== null)
  }
  const lanes = await Promise.allSettled(Array.from({ length: PARTS }, (_, part) => lane(part)))
  const broken = lanes.find((one) => one.status === 'rejected')
  if (broken) {
    const error = String(broken.reason).slice(0, 500)
    await deps.db.transaction((tx) => noteRun(tx, runId, tally.figures(), { at: deps.now(), error }))
    throw new Error(`the run ${runId} broke off`, { cause: broken.reason })
  }
  return deps.db.transaction((tx) => finish(tx, run, tally.figures(), deps.now()))
}

async function framesOf(
  tx: Tx,
  run: DunningRun,
  at: Date,
): Promise<{ readonly frame: PlanFrame; readonly writing: WritingFrame }> {
  const document = (await listStrategies(tx)).find(({ version }) => version === run.strategyVersion)?.content
  if (!document) throw new Error(`the strategies of version ${run.strategyVersion} are missing`)
  const frame = await planFrame(tx, document, { on: run.onDay, at })
  const { name: organisation, timeZone } = await getOrganisation(tx)
  return {
    frame,
    writing: {
      ...{ runId: run.id, strategyVersion: run.strategyVersion, on: run.onDay, at, organisation },
      sendableAt: sendableFrom(at, { timeZone, document, isWorkday }),
      texts: await textsInForce(tx),
    },
  }
}

interface Place {
  readonly part: number
  readonly after: Id | null
}

async function doPage(
  tx: Tx,
  { id, mode }: DunningRun,
  {
    frame,
    writing,
    place,
  }: { readonly frame: PlanFrame; readonly writing: WritingFrame; readonly place: Place },
): Promise<PlannedPage> {
  if (mode === 'live') await lockPlanning(tx, place.part)
  const page = await planPage(tx, frame, place)
  const contacts = page.plans.flatMap((plan) => plan.contacts)
  if (mode === 'live') await writeMessages(tx, contacts, writing)
  else await insertPlanned(tx, id, contacts)
  return page
}

async function finish(tx: Tx, run: DunningRun, seen: RunFigures, at: Date): Promise<DunningRun> {
  const figures = run.mode === 'live' ? { ...seen, ...(await written(tx, run.id)) } : seen
  await noteRun(tx, run.id, figures, { at, error: null })
  if (run.mode === 'live') await tellOfRun(tx, run, at)
  return (await findRun(tx, run.id)) ?? run
}

/** Counted from what was written: a run that was interrupted has written before, too. */
async function written(tx: Tx, runId: Id): Promise<Pick<RunFigures, 'contacts' | 'items' | 'byChannel'>> {
  const rows = await countRunMessages(tx, runId)
  return {
    contacts: rows.reduce((sum, { contacts }) => sum + contacts, 0),
    items: rows.reduce((sum, { items }) => sum + items, 0),
    byChannel: Object.fromEntries(rows.map(({ channel, contacts }) => [channel, contacts])),
  }
}

/** Counts what plans hold. */
export function newTally() {
  let customers = 0
  let contacts = 0
  let items = 0
  const byChannel: Partial<Record<Channel, number>> = {}
  const asides: Partial<Record<AsideReason, number>> = {}
  return {
    add(plan: CustomerPlan): void {
      customers += 1
      for (const contact of plan.contacts) {
        contacts += 1
        items += contact.items.length
        byChannel[contact.channel] = (byChannel[contact.channel] ?? 0) + 1
      }
      for (const { reason } of plan.asides) asides[reason] = (asides[reason] ?? 0) + 1
    },
    figures: (): RunFigures => ({
      ...{ customers, contacts, items },
      ...{ byChannel: { ...byChannel }, asides: { ...asides } },
    }),
  }
}

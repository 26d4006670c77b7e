import { systemPrincipal } from '../../kernel/access.js'
import type { Bilingual } from '../../kernel/bilingual.js'
import { addDays, dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { newId } from '../../platform/new-id.js'
import { runAs } from '../../platform/request-context.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { notify } from '../notifications/notify.js'
import { wholeBook } from '../receivables/open-item-store.js'
import { isAlarm } from '../scoring/domain/validation/monitoring.js'
import { insertCheck, listChecks, type StoredCheck } from './check-store.js'
import { checkForecasts, type CheckInput, type CheckReason } from './domain/check-forecasts.js'
import { findModelInUse, type StoredForecastModel } from './forecast-model-store.js'
import { listPastWeeks } from './past-weeks.js'
import { closeTracked, listFirstProbabilities, listTracked } from './track-store.js'

const YEAR = 365
const RECENT = 90
const NEW = 30
const ITEMS_MAX = 50_000
/** Forecasts of cash are watched as they were made up to so many weeks before. */
const AHEAD = 4
const WEEKS = 16

/**
 * Looks how past forecasts held: of pay days by the month of payment, of bands, of weekly cash, and whether new instalments
 * are like those before. People are told when the state becomes worse, not while it stays.
 */
export async function monitorForecasts({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<StoredCheck> {
  return runAs(systemPrincipal, async () => {
    const at = now()
    const { timeZone } = await getOrganisation(db)
    const asOf = dayInZone(at, timeZone)
    await db.transaction((tx) => closeTracked(tx))
    const inUse = await findModelInUse(db)
    const { status, check } = checkForecasts(await inputOf(db, asOf, inUse))
    return db.transaction(async (tx) => {
      const [before] = await listChecks(tx, 1)
      const stored: StoredCheck = { id: newId(), asOf, ranAt: at, status, figures: check }
      await insertCheck(tx, stored)
      if (isAlarm(before?.status ?? null, status)) await tell(tx, stored, inUse)
      return stored
    })
  })
}

async function inputOf(
  db: Queryable,
  asOf: CalendarDay,
  inUse: StoredForecastModel | undefined,
): Promise<CheckInput> {
  const tracked = await listTracked(db, addDays(asOf, -YEAR), ITEMS_MAX)
  const since = addDays(asOf, -RECENT)
  const newSince = addDays(asOf, -NEW)
  const weeks = await listPastWeeks(
    db,
    { scope: wholeBook, currency: null },
    { since: addDays(asOf, -7 * WEEKS), before: asOf },
  )
  return {
    tracked,
    recent: tracked.filter(({ settledOn }) => settledOn >= since),
    pLate: {
      before: await listFirstProbabilities(db, { from: addDays(newSince, -RECENT), to: newSince }, ITEMS_MAX),
      now: await listFirstProbabilities(db, { from: newSince, to: addDays(asOf, 1) }, ITEMS_MAX),
    },
    weeks: weeks
      .filter(({ ahead }) => ahead <= AHEAD)
      .map(({ expectedMinor, variance, scale, cameMinor }) => {
        const expected = Number(expectedMinor)
        const half = scale * Math.sqrt(variance)
        return {
          expected,
          low: Math.max(0, expected - half),
          high: expected + half,
          actual: Number(cameMinor),
        }
      }),
    promisedMae: inUse?.verdict.model.mae ?? null,
  }
}

const names: Readonly<Record<CheckReason['code'], Bilingual>> = {
  'late-psi': { zh: '新增应收迟付概率偏移 PSI', en: 'PSI of the probability of lateness of new invoices' },
  mae: { zh: '付款日误差与训练时之比', en: 'error of the pay day against the training' },
  coverage: { zh: '付款日区间覆盖率', en: 'coverage of the bands of pay days' },
  'cash-wape': { zh: '周回款误差', en: 'error of the weekly cash' },
  'cash-coverage': { zh: '周回款区间覆盖率', en: 'coverage of the bands of weekly cash' },
}

const states = {
  green: { zh: '正常', en: 'green' },
  amber: { zh: '关注', en: 'amber' },
  red: { zh: '告警', en: 'red' },
} as const

async function tell(tx: Tx, check: StoredCheck, inUse: StoredForecastModel | undefined): Promise<void> {
  const { reasons } = check.figures
  const maker = inUse?.trainedBy
  await notify(tx, {
    kind: 'monitoring_alert',
    to: {
      usernames: maker === undefined || maker === systemPrincipal.label ? [] : [maker],
      roles: ['credit-manager'],
    },
    subject: `payment-forecast:${check.status}:${check.id}`,
    data: {
      name: { zh: '付款预测', en: 'Payment forecast' },
      version: String(inUse?.version ?? 0),
      state: states[check.status],
      why: {
        zh: reasons.map(({ code, value }) => `${names[code].zh} ${value.toFixed(3)}`).join('；'),
        en: reasons.map(({ code, value }) => `${names[code].en} ${value.toFixed(3)}`).join('; '),
      },
    },
    link: '/cash-forecast/model',
    at: check.ranAt,
  })
}

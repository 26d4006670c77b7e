import { systemPrincipal, type Principal } from '../../../kernel/access.js'
import type { Bilingual } from '../../../kernel/bilingual.js'
import { addDays, addMonths, dayInZone, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { Tx } from '../../../platform/db/types.js'
import type { Deps } from '../../../platform/deps.js'
import { addJob } from '../../../platform/jobs.js'
import { newId } from '../../../platform/new-id.js'
import { recordAudit } from '../../audit/record-audit.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import { notify } from '../../notifications/notify.js'
import { features as catalogue, type FeatureCode } from '../domain/features.js'
import { isFeatureCode } from '../domain/models/feature-texts.js'
import { grades } from '../domain/grade-scale.js'
import { psiOfScores } from '../domain/statistics/validation/psi.js'
import { backTestReport, rateForMonths, type BackTestFigures } from '../domain/validation/back-test-report.js'
import { monthEndDays } from '../domain/validation/month-end-days.js'
import {
  driftOf,
  isAlarm,
  reasonsOf,
  standardThresholds,
  statusOf,
  type MonitoringFigures,
  type MonitoringReason,
} from '../domain/validation/monitoring.js'
import type { ExpectedYearly } from './back-test.js'
import { collectCases } from './collect-cases.js'
import {
  findPlan,
  firstAuc,
  insertMonitoringRun,
  listMonitoringRuns,
  listWatched,
  lockMonitoring,
  overrideRate,
  putPlan,
  type MonitoringPlan,
  type MonitoringRun,
  type Watched,
} from './monitoring-store.js'
import { getSubject, listSubjects, type Subject } from './watched-subjects.js'

/** The job that looks at one subject; its payload is `{ subject }`. */
export const MONITOR_JOB = 'monitor-subject'

/** Month ends of which the outcomes are looked at: a quarter. */
const MONTHS = 3
const DAYS_OF_WEEK = 7

/** What holds until somebody says otherwise: every month, more than 90 days past due within a year. */
const standardPlan = {
  ...{ active: true, cadence: 'monthly', ownerUsername: null, horizonMonths: 12, overdueDays: 90 },
  ...{ thresholds: standardThresholds, updatedBy: 'system', updatedAt: new Date(0) },
} as const satisfies MonitoringPlan

/** The plan of a subject, or the standard one. */
export async function planOf(tx: Tx, subject: string): Promise<MonitoringPlan> {
  return (await findPlan(tx, subject)) ?? standardPlan
}

/** Changes how a subject is watched; refuses a subject that there is not. */
export async function changePlan(
  tx: Tx,
  subject: string,
  wanted: Omit<MonitoringPlan, 'updatedBy' | 'updatedAt'>,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<MonitoringPlan> {
  await getSubject(tx, subject, at)
  const before = await planOf(tx, subject)
  const plan = { ...wanted, updatedBy: actor.label, updatedAt: at }
  await putPlan(tx, subject, plan)
  await recordAudit(tx, {
    ...{ actor, at, action: 'monitoring-plan.changed', objectType: 'monitoring-plan', objectId: subject },
    ...{ before: { ...before }, after: { ...wanted } },
  })
  return plan
}

/** Queues a look at a subject now. */
export async function requestLook(
  tx: Tx,
  subject: string,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<void> {
  await getSubject(tx, subject, at)
  await addJob(tx, MONITOR_JOB, { subject }, { jobKey: `monitor:${subject}`, maxAttempts: 3 })
  await recordAudit(tx, {
    ...{ actor, at, action: 'monitoring.requested', objectType: 'monitoring-plan', objectId: subject },
  })
}

/** Looks at every subject in use whose plan says that it is time. */
export async function monitorDue(deps: Deps, expected: ExpectedYearly): Promise<void> {
  const due = await deps.db.transaction(async (tx) => {
    const at = deps.now()
    const today = dayInZone(at, (await getOrganisation(tx)).timeZone)
    const found: string[] = []
    for (const { id, version } of await listSubjects(tx, at)) {
      const plan = await planOf(tx, id)
      const [last] = await listMonitoringRuns(tx, id, 1)
      if (plan.active && (last?.version !== version || nextOn(last.asOf, plan) <= today)) found.push(id)
    }
    return found
  })
  for (const subject of due) await monitor(deps, subject, expected)
}

function nextOn(last: CalendarDay, { cadence }: MonitoringPlan): CalendarDay {
  return cadence === 'weekly' ? addDays(last, DAYS_OF_WEEK) : addMonths(last, 1)
}

/** Looks at a subject, keeps what was found, and tells people when its state has become worse. */
export async function monitor(
  deps: Deps,
  subjectId: string,
  expected: ExpectedYearly,
): Promise<MonitoringRun> {
  const at = deps.now()
  const { subject, plan } = await deps.db.transaction(async (tx) => ({
    subject: await getSubject(tx, subjectId, at),
    plan: await planOf(tx, subjectId),
  }))
  const found = await figuresOfSubject(deps, subject, plan, { at, expected })
  const reasons = reasonsOf(found, plan.thresholds)
  return deps.db.transaction(async (tx) => {
    await lockMonitoring(tx, subjectId)
    const [before] = await listMonitoringRuns(tx, subjectId, 1)
    const run: MonitoringRun = {
      ...{ id: newId(), subject: subjectId, version: subject.version, ranAt: at },
      asOf: dayInZone(at, (await getOrganisation(tx)).timeZone),
      ...{ status: statusOf(reasons), figures: { ...found, reasons } },
    }
    await insertMonitoringRun(tx, run)
    if (isAlarm(before?.status ?? null, run.status)) await tellOf(tx, subject, plan, run)
    return run
  })
}

async function figuresOfSubject(
  deps: Deps,
  subject: Subject,
  plan: MonitoringPlan,
  context: { readonly at: Date; readonly expected: ExpectedYearly },
): Promise<Omit<MonitoringFigures, 'reasons'>> {
  const before = await listWatched(deps.db, subject.watched, 'reference')
  const now = await listWatched(deps.db, subject.watched, 'now')
  const matured = await maturedFigures(deps, subject, plan, context)
  const comparable = before.length > 0 && now.length > 0
  const scores = (some: readonly Watched[]) => some.map(({ score }) => score)
  return {
    ...{ customers: now.length, referenceCustomers: before.length },
    scorePsi: comparable ? psiOfScores(scores(before), scores(now)) : null,
    features: comparable
      ? subject.features.filter(isFeatureCode).map((one) => featureDrift(one, before, now))
      : [],
    grades: grades.map((grade) => ({
      ...{ grade, customers: gradeCount(now, grade), before: gradeCount(before, grade) },
    })),
    overrideRate: await overrideRate(deps.db),
    ...{
      matured,
      referenceAuc: subject.validatedAuc ?? (await firstAuc(deps.db, subject.id, subject.version)),
    },
  }
}

function featureDrift(feature: FeatureCode, before: readonly Watched[], now: readonly Watched[]) {
  const values = (some: readonly Watched[]) => some.map(({ inputs }) => inputs.values[feature] ?? null)
  return driftOf(feature, values(before), values(now))
}

function gradeCount(some: readonly Watched[], grade: string): number {
  return some.reduce((count, one) => (one.grade === grade ? count + 1 : count), 0)
}

/** Ratings of the last month ends whose window is over, by the version that is watched. */
async function maturedFigures(
  deps: Deps,
  { watched }: Subject,
  { horizonMonths, overdueDays }: MonitoringPlan,
  { at, expected }: { readonly at: Date; readonly expected: ExpectedYearly },
): Promise<MonitoringFigures['matured']> {
  const { organisation, yearly } = await deps.db.transaction(async (tx) => ({
    organisation: await getOrganisation(tx),
    yearly: await expected(tx, at),
  }))
  const { timeZone, baseCurrency } = organisation
  const last = addMonths(dayInZone(at, timeZone), -horizonMonths)
  const { cases, leftOut } = await collectCases(deps.db, {
    when: { days: monthEndDays(addMonths(last, -MONTHS), last) },
    ...{ horizonMonths, bad: { kind: 'overdue', days: overdueDays } },
    ...{ retrospective: true, timeZone, baseCurrency },
  })
  const rates = Object.fromEntries(
    Object.entries(yearly).map(([grade, rate]) => [grade, rateForMonths(rate, horizonMonths)]),
  )
  const report = backTestReport(cases, leftOut, rates)
  const section =
    'version' in watched
      ? report.versions.find(({ version }) => version === watched.version)
      : report.models.find(({ modelId }) => modelId === watched.modelId)
  return section === undefined ? null : maturedOf(section.figures)
}

function maturedOf({ cases, bad, auc, aucStandardError, ks, observedToExpected }: BackTestFigures) {
  return { cases, bad, auc, aucStandardError, ks, observedToExpected }
}

const reasonNames: Readonly<Record<MonitoringReason['code'], Bilingual>> = {
  'score-psi': { zh: '得分分布偏移 PSI', en: 'PSI of the score' },
  'feature-psi': { zh: '特征分布偏移 PSI', en: 'PSI of the feature' },
  missing: { zh: '缺失占比上升', en: 'more values missing' },
  'auc-fall': { zh: 'AUC 下降', en: 'fall of the AUC' },
  calibration: { zh: '实际与预期之比偏离', en: 'observed against expected' },
  overrides: { zh: '人工调整占比', en: 'share of overrides' },
}

function reasonText({ code, feature, value }: MonitoringReason): Bilingual {
  const name = reasonNames[code]
  const label = feature !== null && isFeatureCode(feature) ? catalogue[feature].label : null
  const figure = value.toFixed(3)
  return {
    zh: `${name.zh}${label === null ? '' : `（${label.zh}）`} ${figure}`,
    en: `${name.en}${label === null ? '' : ` (${label.en})`} ${figure}`,
  }
}

const statusNames = {
  green: { zh: '正常', en: 'green' },
  amber: { zh: '关注', en: 'amber' },
  red: { zh: '告警', en: 'red' },
} as const

async function tellOf(tx: Tx, subject: Subject, plan: MonitoringPlan, run: MonitoringRun): Promise<void> {
  const texts = run.figures.reasons.slice(0, 5).map(reasonText)
  const owner = plan.ownerUsername ?? subject.maker
  await notify(tx, {
    kind: 'monitoring_alert',
    to: { usernames: owner === systemPrincipal.label ? [] : [owner], roles: ['credit-manager'] },
    // A new state has a new subject; while it stays nobody is told again.
    subject: `monitoring:${subject.id}:${run.status}:${run.id}`,
    data: {
      name: subject.name,
      version: String(subject.version),
      state: statusNames[run.status],
      why: { zh: texts.map(({ zh }) => zh).join('；'), en: texts.map(({ en }) => en).join('; ') },
    },
    link: subject.kind === 'scorecard' ? '/scorecard/monitoring' : `/models/${subject.id}/monitoring`,
    at: run.ranAt,
  })
}

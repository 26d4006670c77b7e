import { auditJobs, auditSchedules } from '../modules/audit/jobs.js'
import { approvalJobs, approvalSchedules } from '../modules/approvals/jobs.js'
import { arrangementJobs, arrangementSchedules } from '../modules/arrangements/jobs.js'
import { tendCases } from '../modules/approvals/tend-cases.js'
import { cashJobs, cashSchedules } from '../modules/cash-application/jobs.js'
import { importJobs, importSchedules } from '../modules/connectors/jobs.js'
import { holdNewsJobs } from '../modules/credit-control/hold-news.js'
import { moveHoldsOfLeavers } from '../modules/credit-control/work-on-hold.js'
import { claimJobs, claimSchedules } from '../modules/claims/jobs.js'
import { creditControlJobs, creditControlSchedules } from '../modules/credit-control/jobs.js'
import { customerJobs, customerSchedules } from '../modules/customers/jobs.js'
import { identityJobs, identitySchedules } from '../modules/identity/jobs.js'
import { PEOPLE_CHANGED_JOB } from '../modules/identity/people-changed.js'
import { notificationJobs, notificationSchedules } from '../modules/notifications/jobs.js'
import { limitJobs, limitSchedules } from '../modules/limits/jobs.js'
import { provisionJobs, provisionSchedules } from '../modules/provisions/jobs.js'
import { receivablesJobs, receivablesSchedules } from '../modules/receivables/jobs.js'
import { paymentForecastJobs, paymentForecastSchedules } from '../modules/payment-forecast/jobs.js'
import { modelJobs, modelSchedules } from '../modules/scoring/models/jobs.js'
import { validationJobs, validationSchedules } from '../modules/scoring/validation/jobs.js'
import { dunningJobs, dunningSchedules } from '../modules/collections/dunning-jobs.js'
import { reratingJobs, reratingSchedules } from '../modules/re-rating/jobs.js'
import { scoringJobs, scoringSchedules } from '../modules/scoring/jobs.js'
import { simulationJobs, simulationSchedules } from '../modules/simulation/jobs.js'
import type { SecretBox } from '../platform/crypto/secret-box.js'
import type { Deps } from '../platform/deps.js'
import { deleteOldKeys } from '../platform/http/idempotency-store.js'
import { approvals } from './approval-subjects.js'
import { effects } from './effects.js'
import { expectedYearly } from './expected-yearly.js'
import { KEYS_KEPT_HOURS } from '../platform/http/idempotency.js'
import { version } from './version.js'
import { startWorker, type JobHandlers, type JobWorker, type Schedule } from '../platform/jobs.js'
import type { Logger } from '../platform/log.js'

/** Every job of the program by name. */
export function jobHandlers(deps: Deps, secrets: SecretBox, publicUrl?: string): JobHandlers {
  return {
    ...auditJobs(deps),
    ...identityJobs(deps),
    ...notificationJobs(deps, secrets, publicUrl),
    ...approvalJobs(deps, approvals),
    ...customerJobs(deps),
    ...arrangementJobs(deps),
    ...cashJobs(deps, effects),
    ...receivablesJobs(deps, secrets, publicUrl),
    ...claimJobs(deps),
    ...provisionJobs(deps),
    ...scoringJobs(deps),
    ...modelJobs(deps, version),
    ...validationJobs(deps, expectedYearly),
    ...paymentForecastJobs(deps, version),
    ...limitJobs(deps, effects),
    ...creditControlJobs(deps),
    ...holdNewsJobs(deps),
    ...reratingJobs({ ...deps, effects, approvals }),
    ...dunningJobs(deps, secrets, publicUrl),
    ...simulationJobs(deps),
    ...importJobs({ ...deps, effects }),
    [PEOPLE_CHANGED_JOB]: async () => {
      await tendCases(deps, approvals)
      await deps.db.transaction((tx) => moveHoldsOfLeavers(tx, deps.now()))
    },
    'forget-idempotency-keys': async () => {
      await deps.db.transaction((tx) => deleteOldKeys(tx, KEYS_KEPT_HOURS))
    },
  }
}

/** When jobs start by themselves; times are UTC. */
export const schedules: readonly Schedule[] = [
  ...auditSchedules,
  ...identitySchedules,
  ...notificationSchedules,
  ...approvalSchedules,
  ...customerSchedules,
  ...receivablesSchedules,
  ...arrangementSchedules,
  ...cashSchedules,
  ...claimSchedules,
  ...provisionSchedules,
  ...scoringSchedules,
  ...modelSchedules,
  ...validationSchedules,
  ...paymentForecastSchedules,
  ...limitSchedules,
  ...creditControlSchedules,
  ...reratingSchedules,
  ...dunningSchedules,
  ...simulationSchedules,
  ...importSchedules,
  { job: PEOPLE_CHANGED_JOB, cron: '* * * * *' },
  { job: 'forget-idempotency-keys', cron: '40 * * * *' },
]

/** Starts working on jobs and schedules in this process. */
export function startBackground(
  deps: Deps,
  secrets: SecretBox,
  log: Logger,
  publicUrl: string | undefined,
): Promise<JobWorker> {
  return startWorker(deps.db, { handlers: jobHandlers(deps, secrets, publicUrl), schedules, log })
}

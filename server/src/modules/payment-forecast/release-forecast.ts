import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import { wayOf } from '../approvals/decide-or-ask.js'
import {
  ofNoCustomer,
  publicationBasics,
  type Approvals,
  type ApprovalSubject,
} from '../approvals/subject.js'
import { recordAudit } from '../audit/record-audit.js'
import {
  askedForecastModelsAmong,
  findForecastModel,
  findModelInUse,
  lockForecastModel,
  setForecastAskedBy,
  setForecastStatus,
  type StoredForecastModel,
} from './forecast-model-store.js'

const FORECAST_RELEASE = 'forecast-release'

/** The job that forecasts the whole book; no payload. */
export const FORECAST_BOOK_JOB = 'forecast-payments'

interface Doing {
  readonly actor: Principal
  readonly at: Date
  readonly note: string | null
}

export async function getForecastModel(db: Queryable, id: Id): Promise<StoredForecastModel> {
  const model = await findForecastModel(db, id)
  if (!model) throw new Refusal('model_not_found', { id })
  return model
}

/**
 * Asks that a candidate may be used; it is always asked, and whoever trained it never approves it alone. One that the
 * hold-out found no better than what is in use is refused. Gives the number of the case.
 */
export async function askForForecastRelease(
  tx: Tx,
  approvals: Approvals,
  id: Id,
  { actor, at, note }: Doing,
): Promise<Id> {
  const model = await locked(tx, id)
  if (model.askedBy !== null) throw new Refusal('model_in_approval')
  if (model.status !== 'candidate') throw new Refusal('model_status', { status: model.status })
  if (!model.verdict.passes) throw new Refusal('forecast_not_better', { version: model.version })
  await setForecastAskedBy(tx, id, actor.label)
  await audit(tx, model, 'submitted', { actor, at, note })
  const { version, verdict } = model
  const way = await wayOf(
    tx,
    approvals,
    {
      subject: FORECAST_RELEASE,
      objectId: id,
      title: {
        zh: `付款预测模型第 ${version} 版启用`,
        en: `Use of version ${version} of the payment forecast`,
      },
      submitter: actor.label,
      barred: [model.trainedBy],
      ...ofNoCustomer,
      ...{ days: null, reason: note, request: { version } },
      fields: { mae: String(verdict.model.mae ?? 0), wape: String(verdict.model.wape ?? 0) },
    },
    { actor, at, mayDecide: false, comment: note },
  )
  if (way.kind === 'direct') throw new Error('the use of a forecast was decided without being asked')
  return way.record.id
}

/** Takes a model out of use, or a candidate out of the list of those that may come: the baseline takes its place. */
export async function retireForecast(tx: Tx, id: Id, doing: Doing): Promise<StoredForecastModel> {
  const model = await locked(tx, id)
  if (model.askedBy !== null) throw new Refusal('model_in_approval')
  if (model.status === 'retired') throw new Refusal('model_status', { status: model.status })
  await setForecastStatus(tx, id, 'retired', { by: doing.actor.label, at: doing.at })
  await audit(tx, model, 'retired', doing)
  if (model.status === 'in-use') await addJob(tx, FORECAST_BOOK_JOB, {}, { jobKey: FORECAST_BOOK_JOB })
  return getForecastModel(tx, id)
}

/** Puts an approved model to use; the one before it is retired, and the book is forecast anew. */
async function putForecastToUse(tx: Tx, id: Id, doing: Doing): Promise<void> {
  const model = await locked(tx, id)
  const before = await findModelInUse(tx)
  if (before) {
    await setForecastStatus(tx, before.id, 'retired', { by: doing.actor.label, at: doing.at })
    await audit(tx, before, 'retired', doing)
  }
  await setForecastStatus(tx, id, 'in-use', { by: doing.actor.label, at: doing.at })
  await audit(tx, model, 'activated', doing)
  await addJob(tx, FORECAST_BOOK_JOB, {}, { jobKey: FORECAST_BOOK_JOB })
}

async function locked(tx: Tx, id: Id): Promise<StoredForecastModel> {
  const model = await lockForecastModel(tx, id)
  if (!model) throw new Refusal('model_not_found', { id })
  return model
}

async function audit(tx: Tx, { version }: StoredForecastModel, what: string, doing: Doing): Promise<void> {
  await recordAudit(tx, {
    ...{ actor: doing.actor, action: `forecast-model.${what}`, objectType: 'forecast-model' },
    ...{ objectId: String(version), reason: doing.note, at: doing.at },
  })
}

/** The use of a payment forecast, decided by approval. */
export const forecastReleaseSubject: Omit<ApprovalSubject, 'dossier' | 'actions'> = {
  key: FORECAST_RELEASE,
  name: { zh: '启用付款预测模型', en: 'Use of a payment forecast' },
  fields: [
    {
      key: 'mae',
      name: { zh: '付款日平均误差（天）', en: 'Mean error of the pay day, days' },
      type: 'number',
    },
    { key: 'wape', name: { zh: '周回款误差', en: 'Weekly cash error' }, type: 'number' },
  ],
  ...publicationBasics,
  permissionWhenUnsaid: 'policy:write',
  async lock(tx, { objectId }) {
    await lockForecastModel(tx, objectId)
  },
  stillOpen: askedForecastModelsAmong,
  async grant(tx, { objectId }, { actor, at, comment }) {
    await putForecastToUse(tx, objectId, { actor, at, note: comment })
  },
  async decline(tx, { objectId }) {
    await setForecastAskedBy(tx, objectId, null)
  },
}

import type { Principal } from '../../../kernel/access.js'
import type { Bilingual } from '../../../kernel/bilingual.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Tx } from '../../../platform/db/types.js'
import { newId } from '../../../platform/new-id.js'
import type { NewRequest } from '../../approvals/case-record.js'
import { wayOf } from '../../approvals/decide-or-ask.js'
import {
  ofNoCustomer,
  publicationBasics,
  type Approvals,
  type ApprovalSubject,
} from '../../approvals/subject.js'
import { recordAudit } from '../../audit/record-audit.js'
import { usesToAsk, type ModelUse } from '../domain/models/model-life.js'
import {
  askedModelsAmong,
  insertModelEvent,
  lockModel,
  updateModel,
  type RatingModel,
} from './model-store.js'
import { putToUse } from './use-model.js'

export const MODEL_RELEASE = 'model-release'

const useNames: Readonly<Record<ModelUse, Bilingual>> = {
  champion: { zh: '冠军', en: 'champion' },
  challenger: { zh: '挑战者', en: 'challenger' },
}

interface Asked {
  readonly use: ModelUse
  /** From when it is to be used; null: as soon as it is approved. */
  readonly from: Date | null
  readonly note: string
}

/**
 * Asks that a validated model may be used. It is always asked: whoever made a model never approves it alone, nor does
 * whoever submits it. Gives the number of the case.
 */
export async function askForRelease(
  tx: Tx,
  approvals: Approvals,
  id: Id,
  asked: Asked,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<Id> {
  const model = await lockModel(tx, id)
  if (!model) throw new Refusal('model_not_found', { id })
  if (model.askedUse !== null) throw new Refusal('model_in_approval')
  if (!usesToAsk(model.status, model.approvedFor).includes(asked.use)) {
    throw new Refusal('model_status', { status: model.status })
  }
  await updateModel(tx, id, { askedUse: asked.use, askedFrom: asked.from, askedBy: actor.label })
  const detail = { use: asked.use, from: asked.from?.toISOString() ?? null }
  await insertModelEvent(tx, newId(), id, {
    ...{ kind: 'submitted', became: model.status, by: actor.label, at, note: asked.note, detail },
  })
  await recordAudit(tx, {
    ...{ actor, action: 'model.submitted', objectType: 'model', objectId: nameOf(model) },
    ...{ after: detail, reason: asked.note, at },
  })
  const request = requestOf(model, asked, actor)
  const way = await wayOf(tx, approvals, request, { actor, at, mayDecide: false, comment: asked.note })
  if (way.kind === 'direct') throw new Error('the release of a model was decided without being asked')
  return way.record.id
}

function nameOf({ code, version }: RatingModel): string {
  return `${code}/${version}`
}

function requestOf(model: RatingModel, { use, note }: Asked, actor: Principal): NewRequest {
  const { zh, en } = useNames[use]
  return {
    subject: MODEL_RELEASE,
    objectId: model.id,
    title: {
      zh: `模型「${model.name}」第 ${model.version} 版启用为${zh}`,
      en: `Model “${model.name}” version ${model.version} as ${en}`,
    },
    submitter: actor.label,
    barred: [...new Set([model.createdBy, model.validatedBy ?? model.createdBy])],
    ...ofNoCustomer,
    ...{ days: null, reason: note, request: { use } },
    fields: { use, method: model.method, auc: String(model.auc ?? 0) },
  }
}

/** The use of a statistical model, decided by approval. */
export const modelReleaseSubject: Omit<ApprovalSubject, 'dossier' | 'actions'> = {
  key: MODEL_RELEASE,
  name: { zh: '启用模型', en: 'Use of a model' },
  fields: [
    {
      key: 'use',
      name: { zh: '用途', en: 'Use' },
      type: 'choice',
      choices: ['champion', 'challenger'],
    },
    {
      key: 'method',
      name: { zh: '方法', en: 'Method' },
      type: 'choice',
      choices: ['scorecard', 'gbm', 'linear'],
    },
    { key: 'auc', name: { zh: '测试 AUC', en: 'Test AUC' }, type: 'number' },
  ],
  ...publicationBasics,
  permissionWhenUnsaid: 'policy:write',
  async lock(tx, { objectId }) {
    await lockModel(tx, objectId)
  },
  stillOpen: askedModelsAmong,
  async grant(tx, { objectId }, { actor, at, comment }) {
    const model = await lockModel(tx, objectId)
    if (!model?.askedUse) throw new Refusal('not_found')
    const { askedUse: use, askedFrom: from } = model
    const approved = { approvedFor: use, approvedBy: actor.label, approvedAt: at }
    await updateModel(tx, objectId, {
      ...{ ...approved, askedUse: null, askedFrom: null, askedBy: null },
      ...(model.status === 'validated' ? { status: 'approved', statusSince: at } : {}),
    })
    const became = model.status === 'validated' ? 'approved' : model.status
    await insertModelEvent(tx, newId(), objectId, {
      ...{ kind: 'approved', became, by: actor.label, at, note: comment, detail: { use } },
    })
    await putToUse(tx, objectId, { use, from }, { actor, at, note: comment })
  },
  async decline(tx, { objectId }, { actor, at, comment }) {
    const model = await lockModel(tx, objectId)
    if (!model?.askedUse) return
    await updateModel(tx, objectId, { askedUse: null, askedFrom: null, askedBy: null })
    await insertModelEvent(tx, newId(), objectId, {
      ...{ kind: 'declined', became: model.status, by: actor.label, at, note: comment, detail: {} },
    })
  },
}

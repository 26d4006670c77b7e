import { createHash } from 'node:crypto'
import type { Principal } from '../../../kernel/access.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Tx } from '../../../platform/db/types.js'
import { newId } from '../../../platform/new-id.js'
import { recordAudit } from '../../audit/record-audit.js'
import type { Holdout } from '../domain/statistics/report/validation-report.js'
import { columnsOf, type FittedModel } from '../domain/statistics/training/model.js'
import { findModel, insertModel, insertModelEvent, lockFamily, type RatingModel } from './model-store.js'

export interface NewModel {
  readonly code: string
  /** Of the family, when it is new. */
  readonly name: string
  readonly source: RatingModel['source']
  readonly datasetId: Id | null
  readonly document: FittedModel
  readonly recipe: unknown
  readonly holdout: Holdout
  readonly auc: number | null
  readonly actor: Principal
  readonly at: Date
}

/** Stores a fitted model as the next version of its family, a draft. */
export async function addModel(tx: Tx, model: NewModel): Promise<RatingModel> {
  const { code, name, actor, at } = model
  await lockFamily(tx, { code, name, by: actor.label, at })
  const document = canonicalJson(model.document)
  const id = newId()
  const version = await insertModel(
    tx,
    {
      ...{ id, code, method: model.document.method, source: model.source, datasetId: model.datasetId },
      documentSha256: hashOfText(document),
      features: columnsOf(model.document).map(({ feature }) => feature),
      ...{ auc: model.auc, createdBy: actor.label, createdAt: at },
    },
    { document, recipe: model.recipe, holdout: model.holdout },
  )
  const kind = model.source === 'trained' ? 'trained' : 'imported'
  const detail = { version }
  await insertModelEvent(tx, newId(), id, { kind, became: 'draft', by: actor.label, at, note: null, detail })
  await recordAudit(tx, {
    ...{ actor, action: `model.${kind}`, objectType: 'model', objectId: `${code}/${version}` },
    after: { method: model.document.method, datasetId: model.datasetId },
    at,
  })
  return getModel(tx, id)
}

export async function getModel(db: Parameters<typeof findModel>[0], id: Id): Promise<RatingModel> {
  const model = await findModel(db, id)
  if (!model) throw new Refusal('model_not_found', { id })
  return model
}

/** JSON with its keys in order: the same content is the same text, whoever wrote it. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** SHA-256 of a model's document, whatever the order of its keys. */
export function hashOfDocument(document: FittedModel): string {
  return hashOfText(canonicalJson(document))
}

import type { Principal } from '../../../kernel/access.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Tx } from '../../../platform/db/types.js'
import { newId } from '../../../platform/new-id.js'
import { recordAudit } from '../../audit/record-audit.js'
import { mayBecome } from '../domain/models/model-life.js'
import { getModel } from './add-model.js'
import { findReport, insertModelEvent, lockModel, updateModel, type RatingModel } from './model-store.js'

/**
 * Declares a draft validated, with the newest report as evidence and a written conclusion. Refuses a model without a
 * report, and one whose report cannot tell how well it ranks.
 */
export async function validateModel(
  tx: Tx,
  id: Id,
  { note, actor, at }: { readonly note: string; readonly actor: Principal; readonly at: Date },
): Promise<RatingModel> {
  const model = await lockModel(tx, id)
  if (!model) throw new Refusal('model_not_found', { id })
  if (!mayBecome(model.status, 'validated')) throw new Refusal('model_status', { status: model.status })
  const stored = await findReport(tx, id)
  if (!stored) throw new Refusal('model_without_report')
  const { n, bad, auc } = stored.report.metrics.test
  if (auc === null) throw new Refusal('model_report_inconclusive', { n, bad })
  await updateModel(tx, id, {
    ...{ status: 'validated', statusSince: at },
    ...{ validatedBy: actor.label, validatedAt: at, validationNote: note },
  })
  const detail = { reportId: stored.id, auc }
  await insertModelEvent(tx, newId(), id, {
    ...{ kind: 'validated', became: 'validated', by: actor.label, at, note, detail },
  })
  await recordAudit(tx, {
    ...{ actor, action: 'model.validated', objectType: 'model', objectId: `${model.code}/${model.version}` },
    before: { status: model.status },
    after: { status: 'validated', reportId: stored.id, documentSha256: model.documentSha256 },
    ...{ reason: note, at },
  })
  return getModel(tx, id)
}

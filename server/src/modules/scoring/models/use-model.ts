import type { Principal } from '../../../kernel/access.js'
import { systemPrincipal } from '../../../kernel/access.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Tx } from '../../../platform/db/types.js'
import { newId } from '../../../platform/new-id.js'
import { recordAudit } from '../../audit/record-audit.js'
import { covers, mayBecome, type ModelStatus, type ModelUse } from '../domain/models/model-life.js'
import { getModel } from './add-model.js'
import {
  findChampion,
  insertModelEvent,
  listDueModels,
  lockModel,
  updateModel,
  type ModelEvent,
  type RatingModel,
} from './model-store.js'

interface Doing {
  readonly actor: Principal
  readonly at: Date
  readonly note: string | null
}

/** Puts an approved model to use, now or from an instant on. The champion that it replaces stays on as a challenger. */
export async function putToUse(
  tx: Tx,
  id: Id,
  { use, from }: { readonly use: ModelUse; readonly from: Date | null },
  doing: Doing,
): Promise<RatingModel> {
  const model = await lockedModel(tx, id)
  if (!mayBecome(model.status, use)) throw new Refusal('model_status', { status: model.status })
  if (!covers(model.approvedFor, use)) throw new Refusal('model_not_approved_for', { use })
  if (from !== null && from > doing.at) {
    await updateModel(tx, id, { plannedUse: use, plannedFrom: from })
    const detail = { use, from: from.toISOString() }
    await note(tx, model, { ...doing, kind: 'planned', became: model.status, detail })
  } else await activate(tx, model, use, doing)
  return getModel(tx, id)
}

/** Takes a model out of use for good, or a champion back to challenger. */
export async function takeOutOfUse(
  tx: Tx,
  id: Id,
  to: 'challenger' | 'retired',
  doing: Doing,
): Promise<RatingModel> {
  const model = await lockedModel(tx, id)
  const allowed = to === 'retired' || model.status === 'champion'
  if (!allowed || !mayBecome(model.status, to)) throw new Refusal('model_status', { status: model.status })
  if (model.askedUse !== null) throw new Refusal('model_in_approval')
  await step(tx, model, to, { ...doing, kind: to === 'retired' ? 'retired' : 'stood-down' })
  return getModel(tx, id)
}

/** Puts to use what was planned and has come due; gives how many. What no longer may is left as it stands. */
export async function putDueToUse(tx: Tx, at: Date): Promise<number> {
  const doing: Doing = { actor: systemPrincipal, at, note: null }
  let count = 0
  for (const { id } of await listDueModels(tx, at)) {
    const model = await lockedModel(tx, id)
    const { plannedUse: use, plannedFrom } = model
    // Somebody else may have done it, or have planned anew, before the lock was ours.
    if (use === null || plannedFrom === null || plannedFrom > at) continue
    if (mayBecome(model.status, use) && covers(model.approvedFor, use)) {
      await activate(tx, model, use, doing)
      count += 1
    } else await updateModel(tx, id, { plannedUse: null, plannedFrom: null })
  }
  return count
}

async function lockedModel(tx: Tx, id: Id): Promise<RatingModel> {
  const model = await lockModel(tx, id)
  if (!model) throw new Refusal('model_not_found', { id })
  return model
}

async function activate(tx: Tx, model: RatingModel, use: ModelUse, doing: Doing): Promise<void> {
  const champion = use === 'champion' ? await findChampion(tx, model.code) : undefined
  if (champion && champion.id !== model.id) {
    const detail = { successor: model.version }
    await step(tx, champion, 'challenger', { ...doing, kind: 'stood-down', detail })
  }
  await step(tx, model, use, { ...doing, kind: 'activated' })
}

type Step = Doing & { readonly kind: ModelEvent['kind']; readonly detail?: ModelEvent['detail'] }

async function step(tx: Tx, model: RatingModel, to: ModelStatus, doing: Step): Promise<void> {
  await updateModel(tx, model.id, {
    ...{ status: to, statusSince: doing.at, plannedUse: null, plannedFrom: null },
  })
  await note(tx, model, { ...doing, became: to })
}

async function note(tx: Tx, model: RatingModel, did: Step & { readonly became: ModelStatus }): Promise<void> {
  const { actor, at, kind, became, detail = {} } = did
  await insertModelEvent(tx, newId(), model.id, {
    ...{ kind, became, by: actor.label, at, note: did.note, detail },
  })
  await recordAudit(tx, {
    ...{ actor, action: `model.${kind}`, objectType: 'model', objectId: `${model.code}/${model.version}` },
    before: { status: model.status },
    after: { status: became, ...detail },
    ...{ reason: did.note, at },
  })
}

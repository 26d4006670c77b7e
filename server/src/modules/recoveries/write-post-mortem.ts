import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson } from '../../kernel/money.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import {
  gradeOf,
  insertBadDebt,
  listBadDebts,
  listCauses,
  putBadDebt,
  type BadDebtCase,
} from './bad-debt-store.js'
import { signalOf, type LossSignal } from './domain/loss-signals.js'
import { writeOffNumber } from './numbers.js'
import { findSignals } from './signal-store.js'
import { listWriteOffs, lockWriteOff, type ListedWriteOff } from './write-off-store.js'

/** What people write of a bad debt. */
export type PostMortem = Pick<BadDebtCase, 'happened' | 'lessons' | 'rule' | 'causes'>

/** What was on record before a loss, the earliest first. */
export async function signalsBefore(db: Queryable, id: Id): Promise<LossSignal[]> {
  const [of] = await listWriteOffs(db, { id }, { offset: 0, limit: 1 })
  if (!of) throw new Refusal('write_off_not_found', { id })
  return signalsOf(db, of)
}

async function signalsOf(db: Queryable, of: ListedWriteOff): Promise<LossSignal[]> {
  const { timeZone } = await getOrganisation(db)
  const { customerId, customerCode, endedOn, requestedOn } = of
  const found = await findSignals(
    db,
    { customerId, customerCode, writeOffId: of.id },
    { untilOn: endedOn ?? requestedOn, timeZone },
  )
  return found.map(signalOf)
}

/**
 * Writes down what was learnt from a write-off: one case for each. What was visible beforehand is found and kept with
 * it, as it was known then. Gives the id of the case.
 */
export async function writePostMortem(
  tx: Tx,
  id: Id,
  texts: PostMortem,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<Id> {
  const of = await lockWriteOff(tx, id)
  if (!of) throw new Refusal('write_off_not_found', { id })
  const number = writeOffNumber(of.number)
  if (of.status !== 'written-off') throw new Refusal('write_off_not_done', { number })
  if (of.badDebtId !== null) throw new Refusal('bad_debt_written', { number })
  await refuseUnknown(tx, texts.causes, [])
  const signals = await signalsOf(tx, of)
  const one: BadDebtCase = {
    ...{ id: newId(), customerId: of.customerId, writeOffId: id, industry: of.industry },
    ...{ grade: await gradeOf(tx, of.customerId), currency: of.currency, lossMinor: of.writtenMinor },
    ...{ ...texts, causes: [...new Set(texts.causes)], signals },
    firstSignalOn: signals.find(({ danger }) => danger)?.on ?? null,
    ...{ writtenBy: actor.label, writtenAt: at, changedBy: null, changedAt: null },
  }
  await insertBadDebt(tx, one)
  await recordAudit(tx, {
    ...{ actor, at, action: 'bad-debt.written', objectType: 'customer', objectId: of.customerCode },
    after: {
      ...{ badDebtId: one.id, writeOff: number, causes: one.causes, signals: signals.length },
      loss: moneyJson(one.lossMinor, one.currency),
    },
  })
  return one.id
}

/** Changes what people say of a case. */
export async function changePostMortem(
  tx: Tx,
  id: Id,
  texts: PostMortem,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<void> {
  const [before] = await listBadDebts(tx, { id }, { offset: 0, limit: 1 })
  if (!before) throw new Refusal('bad_debt_not_found', { id })
  await refuseUnknown(tx, texts.causes, before.causes)
  await putBadDebt(tx, id, { ...texts, causes: [...new Set(texts.causes)] }, { by: actor.label, at })
  const { happened, lessons, rule, causes } = before
  await recordAudit(tx, {
    ...{ actor, at, action: 'bad-debt.changed', objectType: 'customer', objectId: before.customerCode },
    ...{ before: { badDebtId: id, happened, lessons, rule, causes }, after: { ...texts } },
  })
}

/** A cause that was retired stays with the cases that named it, and comes to no other. */
async function refuseUnknown(tx: Tx, causes: readonly string[], named: readonly string[]): Promise<void> {
  const known = new Set(named)
  for (const { code, active } of await listCauses(tx)) if (active) known.add(code)
  const unknown = causes.find((code) => !known.has(code))
  if (unknown !== undefined) throw new Refusal('bad_debt_cause', { code: unknown })
}

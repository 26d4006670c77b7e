import { isDeepStrictEqual } from 'node:util'
import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import type { ScorecardReport } from './domain/book-effect.js'
import type { Scorecard } from './domain/scorecard.js'
import { findDraft, insertDraft, lockDraft, updateDraft, type ScorecardDraft } from './draft-store.js'
import { SCORECARD_CODE, scorecardInForce } from './scorecard-in-force.js'
import { findScorecard, listScorecards, type ScorecardVersion } from './scorecard-store.js'

export interface Doing {
  readonly actor: Principal
  readonly at: Date
}

/** The newest version, which a draft is a change of. */
export async function newestScorecard(tx: Tx, at: Date): Promise<ScorecardVersion> {
  const inForce = await scorecardInForce(tx, at)
  const [newest = inForce] = await listScorecards(tx, SCORECARD_CODE)
  return newest
}

/** Begins a draft: with a document from elsewhere, with an earlier version, or with the newest one. */
export async function beginDraft(
  tx: Tx,
  asked: {
    readonly name: string
    readonly content?: Scorecard | undefined
    readonly version?: number | undefined
  },
  { actor, at }: Doing,
): Promise<ScorecardDraft> {
  const newest = await newestScorecard(tx, at)
  const { version = newest.version } = asked
  const from = await findScorecard(tx, SCORECARD_CODE, version)
  if (!from) throw new Refusal('scorecard_not_found', { version })
  const draft: ScorecardDraft = {
    ...{ id: newId(), code: SCORECARD_CODE, name: asked.name, content: asked.content ?? from.content },
    ...{ baseVersion: newest.version, revision: 1, status: 'draft', report: null, validFrom: null },
    ...{ reason: null, version: null, submittedBy: null },
    ...{ createdBy: actor.label, createdAt: at, updatedBy: actor.label, updatedAt: at },
  }
  await insertDraft(tx, draft)
  await recordAudit(tx, {
    ...{ actor, action: 'scorecard-draft.begun', objectType: 'scorecard-draft', objectId: draft.id },
    after: { name: draft.name, baseVersion: draft.baseVersion },
    at,
  })
  return draft
}

export async function getDraft(db: Queryable, id: Id): Promise<ScorecardDraft> {
  const draft = await findDraft(db, id)
  if (!draft) throw new Refusal('scorecard_draft_not_found', { id })
  return draft
}

/** The draft, locked; refuses one that can no longer be changed, or that somebody else has saved since. */
export async function lockOpenDraft(tx: Tx, id: Id, revision: number): Promise<ScorecardDraft> {
  const draft = await lockDraft(tx, id)
  if (!draft) throw new Refusal('scorecard_draft_not_found', { id })
  if (draft.status !== 'draft' && draft.status !== 'validated') throw new Refusal('scorecard_draft_closed')
  if (draft.revision !== revision) {
    throw new Refusal('scorecard_draft_changed', { by: draft.updatedBy, revision: draft.revision })
  }
  return draft
}

/**
 * Saves what somebody has changed. A report of the content before counts no more. `rebase` makes the draft a change of
 * the newest version, when somebody has published since.
 */
export async function saveDraft(
  tx: Tx,
  id: Id,
  asked: {
    readonly revision: number
    readonly name: string
    readonly content: Scorecard
    readonly rebase?: boolean | undefined
  },
  { actor, at }: Doing,
): Promise<ScorecardDraft> {
  const before = await lockOpenDraft(tx, id, asked.revision)
  const { name, content } = asked
  const same = isDeepStrictEqual(content, before.content)
  const baseVersion = asked.rebase ? (await newestScorecard(tx, at)).version : before.baseVersion
  const saved: ScorecardDraft = {
    ...before,
    ...{ name, content, baseVersion, revision: before.revision + 1 },
    ...(same ? {} : { status: 'draft', report: null }),
    ...{ updatedBy: actor.label, updatedAt: at },
  }
  await updateDraft(tx, saved)
  return saved
}

/** Keeps the validation with the content that it is of. */
export async function keepReport(
  tx: Tx,
  id: Id,
  revision: number,
  report: ScorecardReport,
  { actor, at }: Doing,
): Promise<ScorecardDraft> {
  const before = await lockOpenDraft(tx, id, revision)
  const validated: ScorecardDraft = { ...before, status: 'validated', report }
  await updateDraft(tx, validated)
  await recordAudit(tx, {
    ...{ actor, action: 'scorecard-draft.validated', objectType: 'scorecard-draft', objectId: id },
    after: { revision, up: report.effect.up, down: report.effect.down, warnings: report.warnings.length },
    at,
  })
  return validated
}

export async function dropDraft(tx: Tx, id: Id, { actor, at }: Doing): Promise<void> {
  const draft = await lockDraft(tx, id)
  if (!draft) throw new Refusal('scorecard_draft_not_found', { id })
  await lockOpenDraft(tx, id, draft.revision)
  await updateDraft(tx, { ...draft, status: 'dropped', updatedBy: actor.label, updatedAt: at })
  await recordAudit(tx, {
    ...{ actor, action: 'scorecard-draft.dropped', objectType: 'scorecard-draft', objectId: id },
    ...{ before: { name: draft.name }, at },
  })
}

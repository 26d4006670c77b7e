import { isDeepStrictEqual } from 'node:util'
import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { NewRequest } from '../approvals/case-record.js'
import { wayOf } from '../approvals/decide-or-ask.js'
import { mayPublish } from '../approvals/may-publish.js'
import {
  ofNoCustomer,
  publicationBasics,
  type Approvals,
  type ApprovalSubject,
} from '../approvals/subject.js'
import { getOrganisation } from '../identity/organisation-store.js'
import type { ScorecardReport } from './domain/book-effect.js'
import type { Scorecard } from './domain/scorecard.js'
import { lockDraft, submittedDraftsAmong, updateDraft, type ScorecardDraft } from './draft-store.js'
import { beginDraft, lockOpenDraft, newestScorecard, type Doing } from './edit-draft.js'
import { publishScorecard } from './publish-scorecard.js'
import type { ScorecardVersion } from './scorecard-store.js'

const NAME_MAX = 100
export const SCORECARD_PUBLICATION = 'scorecard-publication'

/** What became of a submission: a new version, or a case that waits for others. */
export type Submission =
  | { readonly kind: 'published'; readonly published: ScorecardVersion }
  | { readonly kind: 'waits'; readonly caseId: Id }

/**
 * Puts a validated draft in force, or asks for it: alone only who may write policies, where no flow has been drawn and,
 * once the authority table speaks of publications, with that authority. Refuses a draft without its report, one that
 * changes nothing, and one of a version that has been replaced since.
 */
export async function submitDraft(
  tx: Tx,
  approvals: Approvals,
  id: Id,
  asked: { readonly revision: number; readonly validFrom: Date | null; readonly reason: string | null },
  doing: Doing,
): Promise<Submission> {
  const draft = await lockOpenDraft(tx, id, asked.revision)
  const newest = await newestScorecard(tx, doing.at)
  if (draft.baseVersion !== newest.version) {
    throw new Refusal('publication_outdated', { base: draft.baseVersion, now: newest.version })
  }
  if (isDeepStrictEqual(draft.content, newest.content)) throw new Refusal('scorecard_unchanged')
  if (draft.report === null) throw new Refusal('scorecard_draft_unvalidated')
  return decideOrAsk(tx, approvals, { ...draft, validFrom: asked.validFrom, reason: asked.reason }, doing)
}

/**
 * Publishes a document of somebody who may, without a draft of theirs: a draft is made of it, so that it goes the same
 * way. Which version it changes does not matter to such a caller.
 */
export async function submitDocument(
  tx: Tx,
  approvals: Approvals,
  document: {
    readonly content: Scorecard
    readonly report: ScorecardReport
    readonly validFrom: Date | null
  },
  doing: Doing,
): Promise<Submission> {
  const { content, report, validFrom } = document
  const name = content.title.zh.slice(0, NAME_MAX)
  const draft = await beginDraft(tx, { name, content }, doing)
  return decideOrAsk(tx, approvals, { ...draft, report, validFrom }, doing)
}

async function decideOrAsk(
  tx: Tx,
  approvals: Approvals,
  draft: ScorecardDraft,
  doing: Doing,
): Promise<Submission> {
  const { actor, at } = doing
  const submitted: ScorecardDraft = {
    ...draft,
    ...{ status: 'submitted', submittedBy: actor.label, updatedBy: actor.label, updatedAt: at },
  }
  await updateDraft(tx, submitted)
  const { timeZone } = await getOrganisation(tx)
  const on = dayInZone(at, timeZone)
  const mayDecide = actor.permissions.has('policy:write') && (await mayPublish(tx, actor, on))
  const request = requestOf(submitted)
  const way = await wayOf(tx, approvals, request, { actor, at, mayDecide, comment: null })
  if (way.kind === 'direct') return { kind: 'published', published: await putInForce(tx, submitted, doing) }
  // A flow may say no without asking anybody.
  if (way.record.state.status !== 'running') await reopen(tx, draft.id, at)
  return { kind: 'waits', caseId: way.record.id }
}

function requestOf({ id, name, baseVersion, submittedBy, reason, report }: ScorecardDraft): NewRequest {
  return {
    subject: SCORECARD_PUBLICATION,
    objectId: id,
    title: {
      zh: `发布评分卡“${name}”（第 ${baseVersion + 1} 版）`,
      en: `Publication of the scorecard “${name}” (version ${baseVersion + 1})`,
    },
    submitter: submittedBy ?? '',
    barred: [],
    ...ofNoCustomer,
    ...{ days: null, reason, request: { baseVersion } },
    fields: {
      moved: String((report?.effect.up ?? 0) + (report?.effect.down ?? 0)),
      warnings: String(report?.warnings.length ?? 0),
    },
  }
}

async function putInForce(tx: Tx, draft: ScorecardDraft, { actor, at }: Doing): Promise<ScorecardVersion> {
  if (draft.report === null) throw new Refusal('scorecard_draft_unvalidated')
  const published = await publishScorecard(tx, draft.content, {
    ...{ actor, at, validFrom: draft.validFrom ?? at, report: draft.report },
  })
  await updateDraft(tx, { ...draft, status: 'published', version: published.version, updatedAt: at })
  return published
}

async function reopen(tx: Tx, id: Id, at: Date): Promise<void> {
  const draft = await lockDraft(tx, id)
  if (draft?.status === 'submitted') await updateDraft(tx, { ...draft, status: 'validated', updatedAt: at })
}

/** The publication of a scorecard, decided by approval. */
export const scorecardPublicationSubject: Omit<ApprovalSubject, 'dossier' | 'actions'> = {
  key: SCORECARD_PUBLICATION,
  name: { zh: '发布评分卡', en: 'Publication of a scorecard' },
  fields: [
    { key: 'moved', name: { zh: '等级变化客户数', en: 'Customers whose grade changes' }, type: 'number' },
    { key: 'warnings', name: { zh: '校验提示数', en: 'Warnings of the validation' }, type: 'number' },
  ],
  ...publicationBasics,
  permissionWhenUnsaid: 'policy:write',
  lock: () => Promise.resolve(),
  stillOpen: submittedDraftsAmong,
  async grant(tx, { objectId }, { actor, at }) {
    const draft = await lockDraft(tx, objectId)
    if (draft?.status !== 'submitted') throw new Refusal('not_found')
    const { version } = await putInForce(tx, draft, { actor, at })
    // What was approved was a change of the version in force then, not of what somebody else has published since.
    if (version !== draft.baseVersion + 1) {
      throw new Refusal('publication_outdated', { base: draft.baseVersion, now: version - 1 })
    }
  },
  decline: (tx, { objectId }, { at }) => reopen(tx, objectId, at),
}

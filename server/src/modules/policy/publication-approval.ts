import type { Principal } from '../../kernel/access.js'
import type { Bilingual } from '../../kernel/bilingual.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import type { NewRequest } from '../approvals/case-record.js'
import { wayOf } from '../approvals/decide-or-ask.js'
import { mayPublish } from '../approvals/may-publish.js'
import {
  ofNoCustomer,
  publicationBasics,
  type Approvals,
  type ApprovalSubject,
  type Granted,
} from '../approvals/subject.js'
import { getOrganisation } from '../identity/organisation-store.js'
import {
  closePublicationRequest,
  insertPublicationRequest,
  lockPublicationRequest,
  openPublicationsAmong,
  type PublicationKind,
  type PublicationRequest,
} from './publication-request-store.js'

interface Publishing {
  readonly kind: PublicationKind
  readonly content: unknown
  readonly baseVersion: number
  readonly validFrom: Date | null
  readonly actor: Principal
  readonly at: Date
}

/**
 * Whether a document may be published at once. Otherwise its approval has begun, and the number of the case is given:
 * when an administrator has drawn a flow for it, or when the authority table speaks of publications and the actor has
 * no such authority.
 */
export async function publishOrAsk(
  tx: Tx,
  approvals: Approvals,
  publishing: Publishing,
): Promise<{ readonly direct: true } | { readonly direct: false; readonly caseId: string }> {
  const { actor, at } = publishing
  const id = newId()
  const { timeZone } = await getOrganisation(tx)
  const mayDecide = await mayPublish(tx, actor, dayInZone(at, timeZone))
  const request = requestOf(id, publishing)
  const way = await wayOf(tx, approvals, request, { actor, at, mayDecide, comment: null })
  if (way.kind === 'direct') return { direct: true }
  await insertPublicationRequest(tx, { ...publishing, id, submittedBy: actor.label, submittedAt: at })
  // A flow may say no without asking anybody.
  if (way.record.state.status !== 'running') await closePublicationRequest(tx, id, null)
  return { direct: false, caseId: way.record.id }
}

function requestOf(id: string, { kind, baseVersion, actor }: Publishing): NewRequest {
  const name = names[kind]
  return {
    subject: kind,
    objectId: id,
    title: { zh: `${name.zh}（第 ${baseVersion + 1} 版）`, en: `${name.en} (version ${baseVersion + 1})` },
    submitter: actor.label,
    barred: [],
    ...ofNoCustomer,
    ...{ days: null, reason: null, request: { baseVersion }, fields: {} },
  }
}

const names: Readonly<Record<PublicationKind, Bilingual>> = {
  'control-rules': { zh: '发布管控规则', en: 'Publication of control rules' },
  policy: { zh: '发布授信政策', en: 'Publication of the credit policy' },
  'collection-strategies': { zh: '发布催收策略', en: 'Publication of collection strategies' },
}

/** The publication of a document as a subject. `publish` stores it as the next version and gives its number. */
export function publicationSubject(
  kind: PublicationKind,
  publish: (
    tx: Tx,
    document: Pick<PublicationRequest, 'content' | 'baseVersion' | 'validFrom' | 'submittedBy'>,
    granted: Granted,
  ) => Promise<number>,
): Omit<ApprovalSubject, 'dossier' | 'actions'> {
  return {
    key: kind,
    name: names[kind],
    fields: [],
    ...publicationBasics,
    permissionWhenUnsaid: null,
    lock: () => Promise.resolve(),
    stillOpen: openPublicationsAmong,
    async grant(tx, { objectId }, granted) {
      const request = await lockPublicationRequest(tx, objectId)
      if (!request) throw new Refusal('not_found')
      const version = await publish(tx, request, granted)
      // What was approved was a change of the version in force then, not of what somebody else has published since.
      if (version !== request.baseVersion + 1) {
        throw new Refusal('publication_outdated', { base: request.baseVersion, now: version - 1 })
      }
      await closePublicationRequest(tx, objectId, version)
    },
    decline: (tx, { objectId }) => closePublicationRequest(tx, objectId, null),
  }
}

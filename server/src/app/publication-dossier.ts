import type { CaseRecord } from '../modules/approvals/case-record.js'
import { compareParts } from '../modules/approvals/domain/document-change.js'
import { emptyDossier, type Dossier } from '../modules/approvals/dossier.js'
import { shownNumber, shownText } from '../modules/approvals/shown.js'
import type { Now } from '../modules/approvals/subject.js'
import { strategiesInWords } from '../modules/collections/domain/strategies-in-words.js'
import type { StrategyDocument } from '../modules/collections/domain/strategy.js'
import { listStrategies } from '../modules/collections/strategy-store.js'
import { rulesInWords } from '../modules/credit-control/domain/rules-in-words.js'
import type { RulesDocument } from '../modules/credit-control/domain/rules.js'
import { listRules } from '../modules/credit-control/rules-store.js'
import { policyInWords } from '../modules/policy/domain/policy-in-words.js'
import type { CreditPolicy } from '../modules/policy/domain/policy.js'
import { listPolicies } from '../modules/policy/policy-store.js'
import { findPublicationRequest } from '../modules/policy/publication-request-store.js'
import type { Queryable } from '../platform/db/types.js'

/** What an approver of new control rules should know: everything that differs from the rules they replace. */
export async function rulesDossier(db: Queryable, record: CaseRecord, now: Now): Promise<Dossier> {
  const versions = await listRules(db)
  const partsOf = (content: unknown) => rulesInWords(content as RulesDocument)
  return dossierOfPublication(db, record, now, { versions, partsOf })
}

/** The same of new collection strategies. */
export async function strategiesDossier(db: Queryable, record: CaseRecord, now: Now): Promise<Dossier> {
  const versions = await listStrategies(db)
  const partsOf = (content: unknown) => strategiesInWords(content as StrategyDocument)
  return dossierOfPublication(db, record, now, { versions, partsOf })
}

const NEVER = new Date(8_640_000_000_000_000)

/** The same of a new credit policy. */
export async function policyDossier(db: Queryable, record: CaseRecord, now: Now): Promise<Dossier> {
  // One that was taken back keeps its number and never comes into force.
  const versions = (await listPolicies(db)).map((one) => (one.cancelled ? { ...one, validFrom: NEVER } : one))
  const partsOf = (content: unknown) => policyInWords(content as CreditPolicy)
  return dossierOfPublication(db, record, now, { versions, partsOf })
}

interface Documents {
  readonly versions: readonly {
    readonly version: number
    readonly content: unknown
    readonly validFrom: Date
  }[]
  readonly partsOf: (content: unknown) => ReturnType<typeof rulesInWords>
}

async function dossierOfPublication(
  db: Queryable,
  { objectId, reason, request }: CaseRecord,
  { at }: Now,
  { versions, partsOf }: Documents,
): Promise<Dossier> {
  const asked = await findPublicationRequest(db, objectId)
  const base = versions.find(({ version }) => version === Number(request['baseVersion']))
  const inForce = versions.find(({ validFrom }) => validFrom <= at)
  return {
    ...emptyDossier,
    request: [
      {
        key: 'replaces',
        label: { zh: '替换版本', en: 'Replaces version' },
        value: shownNumber(base?.version ?? null),
      },
      {
        key: 'validFrom',
        label: { zh: '生效时间', en: 'In force from' },
        value: asked?.validFrom
          ? { kind: 'instant', at: asked.validFrom.toISOString() }
          : { kind: 'text', text: { zh: '批准后立即', en: 'as soon as approved' } },
      },
      ...(reason === null
        ? []
        : [{ key: 'reason', label: { zh: '申请理由', en: 'Reason' }, value: shownText(reason) }]),
    ],
    revision: asked ? compareParts(base ? partsOf(base.content) : [], partsOf(asked.content)) : [],
    now: [
      {
        key: 'version',
        label: { zh: '现行版本', en: 'Version in force' },
        value: shownNumber(inForce?.version ?? null),
      },
      {
        key: 'newest',
        label: { zh: '最新版本', en: 'Newest version' },
        value: shownNumber(versions[0]?.version ?? null),
      },
    ],
  }
}

import type { Bilingual } from '../../kernel/bilingual.js'
import type { MoneyJson } from '../../kernel/money.js'
import type { SnapshotRow } from './case-record.js'
import type { DocumentChange } from './domain/document-change.js'
import type { Shown } from './shown.js'

interface PersonJson {
  readonly username: string
  readonly displayName: string
}

/** What an approver should know about a request, as plain JSON. Parts that a subject does not have are null or empty. */
export interface Dossier {
  readonly request: SnapshotRow[]
  readonly customer: {
    readonly code: string
    readonly name: string
    readonly owner: PersonJson | null
    readonly industry: string | null
    readonly status: string
  } | null
  readonly credit: {
    readonly limit: MoneyJson | null
    readonly limitMode: 'none' | 'unlimited' | 'amount' | 'expired'
    readonly exposure: MoneyJson
    readonly available: MoneyJson | null
    readonly overdue: MoneyJson
    readonly oldestDays: number
    readonly netDays: number | null
  } | null
  readonly aging: {
    readonly notDue: MoneyJson
    readonly buckets: {
      readonly from: number | null
      readonly to: number | null
      readonly amount: MoneyJson
    }[]
    readonly total: MoneyJson
  } | null
  readonly rating: {
    readonly grade: string
    readonly score: string
    readonly ratedAt: string
    readonly reasons: Bilingual[]
    readonly override: { readonly grade: string; readonly until: string; readonly reason: string } | null
  } | null
  readonly reasons: Bilingual[]
  /** Of a document to be published: everything in which it differs from the one it replaces. */
  readonly revision: DocumentChange[]
  /** The figures that are kept on submission, as they are now. */
  readonly now: SnapshotRow[]
  readonly releases: ReleaseJson[]
}

/** An earlier release for the same customer and what became of it. */
export interface ReleaseJson {
  readonly holdId: string
  readonly documentNumber: string
  readonly amount: MoneyJson
  readonly releasedBy: PersonJson
  readonly releasedAt: string
  readonly became: 'open' | 'paid' | 'paid-late' | 'overdue' | 'loss' | 'not-billed'
  readonly openAmount: MoneyJson
  readonly daysLate: number | null
}

/** A figure on submission and now. */
export interface Change {
  readonly key: string
  readonly label: Bilingual
  readonly before: Shown
  readonly now: Shown
}

export const emptyDossier: Dossier = {
  request: [],
  customer: null,
  credit: null,
  aging: null,
  rating: null,
  reasons: [],
  revision: [],
  now: [],
  releases: [],
}

/** Every figure as it was when the request was submitted, beside what it is now. */
export function figuresSince(snapshot: readonly SnapshotRow[], now: readonly SnapshotRow[]): Change[] {
  const current = new Map(now.map(({ key, value }) => [key, value]))
  const kept = new Set(snapshot.map(({ key }) => key))
  return [
    ...snapshot.map(({ key, label, value }) => ({
      ...{ key, label, before: value },
      now: current.get(key) ?? nothing,
    })),
    // What nobody knew on submission: a first rating, for example.
    ...now
      .filter(({ key }) => snapshot.length > 0 && !kept.has(key))
      .map(({ key, label, value }) => ({ key, label, before: nothing, now: value })),
  ]
}

const nothing: Shown = { kind: 'none' }

/** The figures that are not the same any more. */
export function changesAmong(figures: readonly Change[]): Change[] {
  return figures.filter(({ before, now }) => !isSameValue(before, now))
}

/** Equal whatever the order of keys: what was kept has gone through the database. */
function isSameValue(a: Shown, b: Shown): boolean {
  const sorted = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)])
      : value
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

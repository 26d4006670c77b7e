import type { Bilingual } from '../../kernel/bilingual.js'
import type { MoneyJson } from '../../kernel/money.js'
import type { SnapshotRow } from './case-record.js'
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
  /** The figures of the snapshot as they are now, to be compared with it. */
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

/** A figure that is not the same any more. */
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
  now: [],
  releases: [],
}

/** What has changed since the snapshot was taken. */
export function changesSince(snapshot: readonly SnapshotRow[], now: readonly SnapshotRow[]): Change[] {
  const current = new Map(now.map((row) => [row.key, row]))
  return snapshot.flatMap(({ key, label, value }) => {
    const today = current.get(key)
    if (!today || JSON.stringify(today.value) === JSON.stringify(value)) return []
    return [{ key, label, before: value, now: today.value }]
  })
}

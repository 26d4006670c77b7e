import type { CaseRecord, SnapshotRow } from '../modules/approvals/case-record.js'
import { emptyDossier, type Dossier } from '../modules/approvals/dossier.js'
import { shownNumber, shownText, type Shown } from '../modules/approvals/shown.js'
import { countInScope, findOverlay, type RatingOverlay } from '../modules/scoring/overlays/overlay-store.js'
import { overlayInWords } from '../modules/scoring/overlays/propose-overlay.js'
import type { Queryable } from '../platform/db/types.js'

/** What an approver of an overlay should know: what it does, to whom, until when, and why. */
export async function overlayDossier(db: Queryable, { objectId }: CaseRecord): Promise<Dossier> {
  const overlay = await findOverlay(db, objectId)
  if (!overlay) return emptyDossier
  const inScope = await countInScope(db, overlay)
  return {
    ...emptyDossier,
    request: [
      row('effect', '调整', 'Adjustment', { kind: 'text', text: overlayInWords(overlay) }),
      ...scopeRows(overlay),
      row('validFrom', '首日', 'First day', { kind: 'day', day: overlay.validFrom }),
      row('validUntil', '末日', 'Last day', { kind: 'day', day: overlay.validUntil }),
      row('reason', '理由', 'Reason', shownText(overlay.reason)),
    ],
    now: [
      row(
        'customers',
        '范围内已评级客户',
        'Rated customers in scope',
        shownNumber(inScope.reduce((sum, { customers }) => sum + customers, 0)),
      ),
      ...inScope.map(({ grade, customers }) =>
        row(`grade-${grade}`, `其中 ${grade} 级`, `Of these grade ${grade}`, shownNumber(customers)),
      ),
    ],
  }
}

function scopeRows({ industries, regions, segments, grades }: RatingOverlay): SnapshotRow[] {
  const line = (key: string, zh: string, en: string, names: readonly string[]) =>
    row(
      key,
      zh,
      en,
      names.length === 0 ? { kind: 'text', text: { zh: '全部', en: 'all' } } : shownText(names.join('、')),
    )
  return [
    line('industries', '行业', 'Industries', industries),
    line('regions', '地区', 'Regions', regions),
    line('segments', '授信分部', 'Credit segments', segments),
    line('grades', '等级', 'Grades', grades),
  ]
}

function row(key: string, zh: string, en: string, value: Shown): SnapshotRow {
  return { key, label: { zh, en }, value }
}

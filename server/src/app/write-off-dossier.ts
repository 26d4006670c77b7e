import type { Queryable } from '../platform/db/types.js'
import type { CaseRecord, SnapshotRow } from '../modules/approvals/case-record.js'
import type { Dossier } from '../modules/approvals/dossier.js'
import { shownMoney, shownNumber, shownText } from '../modules/approvals/shown.js'
import type { Now } from '../modules/approvals/subject.js'
import { checkEvidence } from '../modules/recoveries/attach-evidence.js'
import { evidenceNames } from '../modules/recoveries/domain/evidence-names.js'
import { listWriteOffReasons } from '../modules/recoveries/write-off-reason-store.js'
import { itemsOfWriteOff, listWriteOffs } from '../modules/recoveries/write-off-store.js'
import { dossierOf } from './approval-dossier.js'

/** What an approver of a write-off should know: what is still open of it, why, and which evidence is missing. */
export async function writeOffDossier(db: Queryable, record: CaseRecord, now: Now): Promise<Dossier> {
  const dossier = await dossierOf(db, record, now)
  const [one] = await listWriteOffs(db, { id: record.objectId }, { offset: 0, limit: 1 })
  if (!one) return dossier
  const reason = (await listWriteOffReasons(db)).find(({ code }) => code === one.reasonCode)
  const items = await itemsOfWriteOff(db, one.id)
  const documentIds = [...new Set(items.map(({ documentId }) => documentId))]
  const subject = { subject: 'write-off', id: one.id, customerId: one.customerId } as const
  const rows = await checkEvidence(db, subject, reason?.evidence ?? [], documentIds)
  const missing = rows.flatMap(({ kind, state }) => (state === 'on_file' ? [] : [evidenceNames[kind]]))
  const openMinor = items.reduce((sum, item) => sum + item.openMinor, 0n)
  return {
    ...dossier,
    request: [
      ...dossier.request,
      row('reasonCode', '核销原因', 'Reason of the write-off', {
        kind: 'text',
        text: { zh: reason?.nameZh ?? '', en: reason?.nameEn ?? '' },
      }),
      row('rule', '税前扣除依据', 'Rule for a tax deduction', {
        kind: 'text',
        text: { zh: reason?.sourceZh ?? '', en: reason?.sourceEn ?? '' },
      }),
      row('items', '应收项目', 'Items', shownText(itemsOf(items))),
      row('missing', '尚缺证据', 'Evidence missing', {
        kind: 'text',
        text: {
          zh: missing.length === 0 ? '齐全' : missing.map(({ zh }) => zh).join('、'),
          en: missing.length === 0 ? 'complete' : missing.map(({ en }) => en).join(', '),
        },
      }),
    ],
    now: [
      ...dossier.now,
      row(
        'openOfRequest',
        '所列应收当前未清',
        'Open now of what is asked for',
        shownMoney(openMinor, one.currency),
      ),
      row('missingCount', '尚缺证据（项）', 'Kinds of evidence missing', shownNumber(missing.length)),
    ],
  }
}

function itemsOf(items: readonly { readonly number: string; readonly itemNo: number }[]): string {
  return items.map(({ number, itemNo }) => `${number}/${itemNo}`).join('、')
}

function row(key: string, zh: string, en: string, value: SnapshotRow['value']): SnapshotRow {
  return { key, label: { zh, en }, value }
}

import type { Tx } from '../../platform/db/types.js'
import { listSegments } from '../customers/segment-store.js'
import { marginKey, recordMargins, type StatedMargin } from '../insight/margins/record-margins.js'
import { unknownCustomer, unknownSegment, type ApplyContext, type ApplyOutcome } from './apply-outcome.js'
import type { RowGroup } from './domain/group-rows.js'
import { faultOf } from './domain/import-context.js'
import type { ImportFault } from './domain/import-fault.js'
import type { ReadRow } from './domain/read-row.js'
import { toMargin, type MarginDraft } from './domain/to-margin.js'
import { ensureCustomers } from './ensure-customers.js'

interface DraftRow {
  readonly row: ReadRow
  readonly draft: MarginDraft
}

/** Records the margins of a batch. A file states each customer, segment, month and currency once. */
export async function applyMargins(
  tx: Tx,
  groups: readonly RowGroup[],
  context: ApplyContext,
): Promise<ApplyOutcome> {
  const faults: ImportFault[] = []
  const drafts: DraftRow[] = []
  const rows = groups.flatMap((group) => group.rows)
  for (const row of rows) {
    const draft = row.faults.length > 0 ? undefined : toMargin(row, context.file)
    if (draft && !('rowNo' in draft)) drafts.push({ row, draft })
    else faults.push(...row.faults, ...(draft ? [draft] : []))
  }
  const { stated, refused } = await resolve(tx, drafts, context)
  const { source } = context.file.settings
  const outcomes = await recordMargins(tx, stated, { source, actor: context.actor, at: context.at })
  const unchanged = outcomes.filter((outcome) => outcome === 'unchanged').length
  return {
    rowsApplied: stated.length - unchanged,
    rowsUnchanged: unchanged,
    rowsFaulty: rows.length - stated.length,
    faults: [...faults, ...refused],
  }
}

/** The customers and segments that rows name; what is refused does not hold up the others. */
async function resolve(
  tx: Tx,
  rows: readonly DraftRow[],
  context: ApplyContext,
): Promise<{ stated: StatedMargin[]; refused: ImportFault[] }> {
  const named = rows.map(({ row, draft }) => ({ code: draft.customerCode, name: row.values['customerName'] }))
  const customers = await ensureCustomers(tx, named, context)
  const segments = new Map((await listSegments(tx)).map(({ id, code }) => [code, id]))
  const stated: StatedMargin[] = []
  const refused: ImportFault[] = []
  for (const { row, draft } of rows) {
    const { customerCode, segmentCode, monthOn, currency, revenueMinor, marginMinor } = draft
    const customerId = customers.get(customerCode)?.id
    const segmentId = segments.get(segmentCode)
    if (customerId === undefined) {
      refused.push(unknownCustomer(row.rowNo, customerCode, context.file))
    } else if (segmentId === undefined) {
      refused.push(unknownSegment(row.rowNo, segmentCode, context.file))
    } else if (monthOn > context.today) {
      refused.push(faultOf(row, context.file, 'month', 'not_begun'))
    } else {
      const margin = { customerId, segmentId, monthOn, currency, revenueMinor, marginMinor }
      const key = marginKey(margin)
      if (context.stated.has(key)) refused.push(faultOf(row, context.file, 'month', 'duplicate'))
      else stated.push(margin)
      context.stated.add(key)
    }
  }
  return { stated, refused }
}

import type { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { loadByKey, loadItems, loadLinksOf } from '../exposure/document-store.js'
import type { Posted } from '../exposure/domain/book.js'
import { documentKey, type DocumentKey } from '../exposure/domain/document.js'
import { recordDocuments, type DocumentInput } from '../exposure/record-documents.js'
import {
  refusedRow,
  unknownCustomer,
  unknownSegment,
  type ApplyContext,
  type ApplyOutcome,
} from './apply-outcome.js'
import type { RowGroup } from './domain/group-rows.js'
import type { ImportContext } from './domain/import-context.js'
import type { ImportFault } from './domain/import-fault.js'
import { isSameDocument } from './domain/same-document.js'
import {
  derivedReceiptNumber,
  toDocuments,
  type DocumentDraft,
  type DocumentKind,
  type DraftGroup,
} from './domain/to-documents.js'
import { ensureCustomersExist } from './ensure-customers.js'

/** Records the documents of a batch: new ones, changed ones as their next version, unchanged ones not at all. */
export async function applyDocuments(
  tx: Tx,
  kind: DocumentKind,
  groups: readonly RowGroup[],
  context: ApplyContext,
): Promise<ApplyOutcome> {
  const drafted = groups.map((group) => toDocuments(kind, group.rows, context.file))
  await ensureCustomersExist(
    tx,
    drafted.flatMap(({ drafts, customerName }) =>
      drafts.slice(0, 1).map(({ customerCode }) => ({ code: customerCode, name: customerName })),
    ),
    context,
  )
  const stored = await loadStored(tx, drafted)
  const planned = drafted.map((group) => ({
    group,
    inputs: [...inputsOf(group, stored), ...withdrawn(group, stored)],
  }))
  const inputs = planned.flatMap((plan) => plan.inputs)
  const { at, today } = context
  const recorded = await recordDocuments(tx, inputs, {
    at,
    today,
    onlyCustomersOf: context.actor.onlyCustomersOf,
  })
  let position = 0
  const outcomes = planned.map(({ group, inputs: own }) => {
    const results = recorded.slice(position, (position += own.length))
    return groupOutcome(
      group,
      own.length,
      results.flatMap((result) => (result.outcome === 'refused' ? result.refusal : [])),
      context.file,
    )
  })
  return {
    rowsApplied: sum(outcomes.map((outcome) => outcome.rowsApplied)),
    rowsUnchanged: sum(outcomes.map((outcome) => outcome.rowsUnchanged)),
    rowsFaulty: sum(outcomes.map((outcome) => outcome.rowsFaulty)),
    faults: outcomes.flatMap((outcome) => outcome.faults),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function groupOutcome(
  group: DraftGroup,
  inputs: number,
  refusals: readonly Refusal[],
  file: ImportContext,
): ApplyOutcome {
  const rows = group.rowNos.length
  const faults = [...group.faults, ...refusals.map((refusal) => refusedGroup(group, refusal, file))]
  const faulty = faults.length > 0
  return {
    rowsApplied: !faulty && inputs > 0 ? rows : 0,
    rowsUnchanged: !faulty && inputs === 0 ? rows : 0,
    rowsFaulty: faulty ? rows : 0,
    faults,
  }
}

function refusedGroup({ rowNos, drafts }: DraftGroup, refusal: Refusal, file: ImportContext): ImportFault {
  const rowNo = rowNos[0] ?? 0
  const [draft] = drafts
  if (draft && refusal.code === 'customer_not_found') return unknownCustomer(rowNo, draft.customerCode, file)
  if (draft && refusal.code === 'segment_not_found') return unknownSegment(rowNo, draft.segmentCode, file)
  return refusedRow(rowNo, refusal, draft?.content.number)
}

/** The stored documents of a batch with their items and links, by key. */
async function loadStored(tx: Tx, groups: readonly DraftGroup[]): Promise<Map<string, Posted>> {
  const keys = groups.flatMap(({ drafts }) => drafts.flatMap(({ content }) => keysOf(content)))
  const distinct = [...new Map(keys.map((key) => [documentKey(key), key])).values()]
  const documents = await loadByKey(tx, distinct)
  const byId = new Map(documents.map((document) => [document.id, document]))
  for (const { documentId, ...item } of await loadItems(tx, documents)) {
    byId.get(documentId)?.items.set(item.itemNo, { ...item, dirty: false })
  }
  for (const { documentId, ...link } of await loadLinksOf(tx, documents)) {
    const document = byId.get(documentId)
    document?.links.push({ ...link, document })
  }
  return new Map(documents.map((document) => [documentKey(document), document]))
}

function keysOf({ source, type, number }: DocumentDraft['content']): DocumentKey[] {
  const own = { source, type, number }
  return type === 'invoice' ? [own, { source, type: 'receipt', number: derivedReceiptNumber(number) }] : [own]
}

function inputsOf(group: DraftGroup, stored: ReadonlyMap<string, Posted>): DocumentInput[] {
  return group.drafts.flatMap(({ customerCode, segmentCode, content }) => {
    const known = stored.get(documentKey(content))
    if (known && isSameDocument(content, known)) return []
    return [{ customerCode, segmentCode, content: { ...content, version: (known?.version ?? 0n) + 1n } }]
  })
}

/** The receipt that an earlier import of the invoice derived from a settled date which is now gone. */
function withdrawn(group: DraftGroup, stored: ReadonlyMap<string, Posted>): DocumentInput[] {
  const [invoice, receipt] = group.drafts
  if (invoice?.content.type !== 'invoice' || receipt) return []
  const { source, number } = invoice.content
  const old = stored.get(documentKey({ source, type: 'receipt', number: derivedReceiptNumber(number) }))
  if (old?.status !== 'open') return []
  const { customerCode, segmentCode } = invoice
  const content = {
    ...invoice.content,
    ...{ type: old.type, number: old.number, on: old.on, lines: old.lines, dueOn: null, disputed: false },
    ...{ allocations: [], status: 'cancelled' as const, version: old.version + 1n },
  }
  return [{ customerCode, segmentCode, content }]
}

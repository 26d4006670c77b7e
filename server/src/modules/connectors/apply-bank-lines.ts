import { createHash } from 'node:crypto'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { addBankLines } from '../cash-application/add-bank-lines.js'
import type { StatedBankLine } from '../cash-application/domain/bank-line.js'
import { requestMatching } from '../cash-application/run-matching.js'
import { refusedRow, unknownSegment, type ApplyContext, type ApplyOutcome } from './apply-outcome.js'
import type { RowGroup } from './domain/group-rows.js'
import type { ImportFault } from './domain/import-fault.js'
import { toBankLine, type BankLineDraft } from './domain/to-bank-line.js'

/**
 * Keeps the money that came in of a batch of statement rows, and asks for it to be matched. Money that went out and
 * lines that are there already change nothing.
 */
export async function applyBankLines(
  tx: Tx,
  groups: readonly RowGroup[],
  context: ApplyContext,
): Promise<ApplyOutcome> {
  const rows = groups.flatMap((group) => group.rows)
  const faults: ImportFault[] = []
  const lines: { rowNo: number; line: StatedBankLine }[] = []
  let rowsFaulty = 0
  for (const row of rows) {
    const line = toBankLine(row, context.file, context.unnumbered)
    if (line === null) continue
    const refused = 'rowNo' in line ? line : strangeSegment(row.rowNo, line, context)
    if (refused) {
      rowsFaulty += 1
      faults.push(...(row.faults.length > 0 ? row.faults : [refused]))
    } else if (!('rowNo' in line)) lines.push({ rowNo: row.rowNo, line: numbered(line) })
  }
  const { actor, at } = context
  const outcomes = await addBankLines(
    tx,
    lines.map(({ line }) => line),
    { by: actor.label, at },
  )
  for (const [index, { rowNo, line }] of lines.entries()) {
    if (outcomes[index] !== 'differs') continue
    rowsFaulty += 1
    faults.push(refusedRow(rowNo, new Refusal('bank_line_differs', { ref: line.bankRef }), line.bankRef))
  }
  const rowsApplied = outcomes.filter((outcome) => outcome === 'added').length
  if (rowsApplied > 0) await requestMatching(tx, actor.label, at)
  return { rowsApplied, rowsUnchanged: rows.length - rowsApplied - rowsFaulty, rowsFaulty, faults }
}

function strangeSegment(
  rowNo: number,
  { segmentCode }: BankLineDraft,
  context: ApplyContext,
): ImportFault | undefined {
  if (context.file.segmentCurrencies.has(segmentCode)) return undefined
  return unknownSegment(rowNo, segmentCode, context.file)
}

/** A line that the bank gives no number gets one of its day and what it says: the same whenever the file is read. */
function numbered({ likeness, ...line }: BankLineDraft): StatedBankLine {
  if (line.bankRef !== null) return { ...line, bankRef: line.bankRef }
  const mark = createHash('sha256').update(likeness).digest('hex').slice(0, 12)
  return { ...line, bankRef: `${line.on.replaceAll('-', '')}-${mark}` }
}

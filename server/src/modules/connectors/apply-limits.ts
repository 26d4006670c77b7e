import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { findParties, lockParties } from '../exposure/find-parties.js'
import { addLimitLines, type NewLimitLine } from '../limits/add-limit-line.js'
import { refusedRow, type ApplyContext, type ApplyOutcome } from './apply-outcome.js'
import type { RowGroup } from './domain/group-rows.js'
import type { ImportFault } from './domain/import-fault.js'
import { toLimit, type LimitDraft } from './domain/to-parties.js'
import { loadAccounts, loadLines, type StoredLine } from './limit-import-store.js'

interface DraftRow {
  readonly rowNo: number
  readonly draft: LimitDraft
}

/** Adds the limit lines of a batch. A line that is there already, or is in force with the same amount, is left alone. */
export async function applyLimits(
  tx: Tx,
  groups: readonly RowGroup[],
  context: ApplyContext,
): Promise<ApplyOutcome> {
  const faults: ImportFault[] = []
  const rows: DraftRow[] = []
  let rowsFaulty = 0
  for (const row of groups.flatMap((group) => group.rows)) {
    const draft = row.faults.length > 0 ? undefined : toLimit(row, context.file)
    if (draft && 'amount' in draft) rows.push({ rowNo: row.rowNo, draft })
    else {
      rowsFaulty += 1
      faults.push(...row.faults, ...(draft ? [draft] : []))
    }
  }
  const { wanted, refused } = await plan(tx, rows, context)
  await addLimitLines(tx, wanted, context)
  return {
    rowsApplied: wanted.length,
    rowsUnchanged: rows.length - wanted.length - refused.length,
    rowsFaulty: rowsFaulty + refused.length,
    faults: [...faults, ...refused],
  }
}

async function plan(tx: Tx, rows: readonly DraftRow[], context: ApplyContext) {
  await lockParties(
    tx,
    rows.map((row) => row.draft),
  )
  const parties = await findParties(
    tx,
    rows.map((row) => row.draft),
    { onlyCustomersOf: context.actor.onlyCustomersOf },
  )
  const ids = parties.flatMap((party) => (party instanceof Refusal ? [] : party.accountId))
  const accounts = await loadAccounts(tx, [...new Set(ids)])
  const lines = new Map<string, StoredLine[]>()
  for (const line of await loadLines(tx, [...accounts.keys()])) {
    lines.set(line.accountId, [...(lines.get(line.accountId) ?? []), line])
  }
  const wanted: NewLimitLine[] = []
  const refused: ImportFault[] = []
  for (const [index, { rowNo, draft }] of rows.entries()) {
    const party = parties[index]
    if (party === undefined || party instanceof Refusal) {
      refused.push(
        refusedRow(
          rowNo,
          party ?? new Refusal('customer_not_found', { code: draft.customerCode }),
          draft.customerCode,
        ),
      )
      continue
    }
    const account = accounts.get(party.accountId)
    if (!account || isPresent(draft, lines.get(account.id) ?? [], context.today)) continue
    const refusal = refusalOf(draft, account.currency)
    if (refusal) refused.push(refusedRow(rowNo, refusal, draft.customerCode))
    else wanted.push(lineOf(draft, account, context))
  }
  return { wanted, refused }
}

function isPresent(draft: LimitDraft, lines: readonly StoredLine[], today: string): boolean {
  const same = lines.filter((line) => line.kind === draft.kind)
  if (draft.validFrom !== null) {
    return same.some(
      (line) =>
        line.validFrom === draft.validFrom &&
        line.validTo === draft.validTo &&
        line.amountMinor === draft.amount.minor,
    )
  }
  const inForce = same.find(
    (line) => line.validFrom <= today && (line.validTo === null || line.validTo >= today),
  )
  return inForce?.amountMinor === draft.amount.minor && inForce.validTo === draft.validTo
}

function refusalOf({ amount, validFrom, validTo }: LimitDraft, currency: string): Refusal | undefined {
  if (amount.currency !== currency) {
    return new Refusal('currency_mismatch', { actual: amount.currency, expected: currency })
  }
  const backwards = validFrom !== null && validTo !== null && validTo < validFrom
  return backwards ? new Refusal('invalid_period', { from: validFrom, to: validTo }) : undefined
}

function lineOf(draft: LimitDraft, account: NewLimitLine['account'], context: ApplyContext): NewLimitLine {
  const { customerCode, segmentCode, kind, amount, validTo } = draft
  return {
    ...{ account, customerCode, segmentCode, kind, amount, validTo },
    validFrom: draft.validFrom ?? context.today,
    reason: draft.reason ?? context.file.settings.source,
  }
}

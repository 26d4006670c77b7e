import type { Tx } from '../../platform/db/types.js'
import { applyBankLines } from './apply-bank-lines.js'
import { applyBills } from './apply-bills.js'
import { applyCustomers } from './apply-customers.js'
import { applyDocuments } from './apply-documents.js'
import { applyFacts } from './apply-facts.js'
import { applyLimits } from './apply-limits.js'
import { applyMargins } from './apply-margins.js'
import type { ApplyContext, ApplyOutcome } from './apply-outcome.js'
import type { RowGroup } from './domain/group-rows.js'
import type { ImportKind } from './domain/import-field.js'

/** Applies one batch of records through the use cases of their kind. */
export function applyRecords(
  tx: Tx,
  kind: ImportKind,
  groups: readonly RowGroup[],
  context: ApplyContext,
): Promise<ApplyOutcome> {
  switch (kind) {
    case 'customers':
      return applyCustomers(tx, groups, context)
    case 'facts':
      return applyFacts(tx, groups, context)
    case 'bank-lines':
      return applyBankLines(tx, groups, context)
    case 'bills':
      return applyBills(tx, groups, context)
    case 'limits':
      return applyLimits(tx, groups, context)
    case 'margins':
      return applyMargins(tx, groups, context)
    case 'orders':
    case 'invoices':
    case 'receipts':
      return applyDocuments(tx, kind, groups, context)
  }
}

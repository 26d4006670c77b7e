import { systemPrincipal } from '../../kernel/access.js'
import type { Database } from '../../platform/db/types.js'
import { findCustomersByCode } from '../customers/customer-store.js'
import { listSegments } from '../customers/segment-store.js'
import { recordMargins, type StatedMargin } from '../insight/margins/record-margins.js'
import type { DemoMargin } from './domain/margins.js'

/** Margins that one transaction writes. */
const MARGINS = 5_000

/** States the margins as the accounts would hand them over; the same again changes nothing. */
export async function loadMargins(
  db: Database,
  margins: readonly { readonly customerCode: string; readonly months: readonly DemoMargin[] }[],
  at: Date,
): Promise<void> {
  const codes = margins.map(({ customerCode }) => customerCode)
  const customers = new Map((await findCustomersByCode(db, codes)).map(({ code, id }) => [code, id]))
  const segments = new Map((await listSegments(db)).map(({ code, id }) => [code, id]))
  const stated = margins.flatMap(({ customerCode, months }) =>
    months.flatMap(({ segment, ...month }): StatedMargin[] => {
      const [customerId, segmentId] = [customers.get(customerCode), segments.get(segment)]
      return customerId && segmentId ? [{ ...month, customerId, segmentId }] : []
    }),
  )
  for (let start = 0; start < stated.length; start += MARGINS) {
    const some = stated.slice(start, start + MARGINS)
    const doing = { source: '财务核算', actor: systemPrincipal, at }
    await db.transaction((tx) => recordMargins(tx, some, doing))
  }
}

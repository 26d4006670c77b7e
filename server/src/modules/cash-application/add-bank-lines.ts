import { createHash } from 'node:crypto'
import { masked } from '../../kernel/masked.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { listSegments } from '../customers/segment-store.js'
import { insertBankLines, knownLines, lineKey } from './bank-line-store.js'
import type { StatedBankLine } from './domain/bank-line.js'

/** What is remembered of an account number: enough to recognise it, not to read it. */
export function accountHash(account: string): string {
  return createHash('sha256')
    .update(`xinheng-payer-account:${account.replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase()}`)
    .digest('hex')
}

/**
 * Keeps lines of bank statements; those that are there already, by our account and the bank's reference, change
 * nothing. The segments must exist. Gives, per line, what became of it; `differs`: the bank's reference stands for
 * another day or amount already, which a person has to look at.
 */
export async function addBankLines(
  tx: Tx,
  lines: readonly StatedBankLine[],
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<('added' | 'known' | 'differs')[]> {
  const segments = new Map((await listSegments(tx)).map(({ code, id }) => [code, id]))
  const known = await knownLines(tx, lines)
  const fresh = new Map<string, StatedBankLine>()
  const outcomes = lines.map((line) => {
    const key = lineKey(line)
    const earlier = known.get(key) ?? fresh.get(key)
    if (!earlier) {
      fresh.set(key, line)
      return 'added'
    }
    return earlier.on === line.on && earlier.amountMinor === line.amountMinor ? 'known' : 'differs'
  })
  await insertBankLines(
    tx,
    [...fresh.values()].map((line) => {
      const segmentId = segments.get(line.segmentCode)
      if (segmentId === undefined) throw new Error(`segment ${line.segmentCode} was not checked`)
      const { payerAccount } = line
      return {
        ...line,
        ...{ id: newId(), segmentId },
        payerAccountHash: payerAccount === null ? null : accountHash(payerAccount),
        payerAccountMasked: payerAccount === null ? null : masked('bank-account', payerAccount),
      }
    }),
    by,
    at,
  )
  return outcomes
}

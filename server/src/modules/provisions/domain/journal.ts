import type { Movement } from './movement.js'
import type { PostingAccounts, ProvisionMatrix } from './matrix.js'

/** One side of a posting. */
export interface JournalLine {
  readonly entryNo: number
  readonly segmentCode: string
  readonly kind: 'charge' | 'release' | 'write-off' | 'recovery'
  readonly account: string
  readonly accountName: { readonly zh: string; readonly en: string }
  readonly debitMinor: bigint
  readonly creditMinor: bigint
}

const names: Readonly<Record<keyof PostingAccounts, JournalLine['accountName']>> = {
  impairmentLoss: { zh: '信用减值损失', en: 'Credit impairment loss' },
  allowance: { zh: '坏账准备', en: 'Allowance for bad debts' },
  receivables: { zh: '应收账款', en: 'Accounts receivable' },
  writeOffLoss: { zh: '坏账损失', en: 'Bad debt loss' },
}

type Side = keyof PostingAccounts
type Posting = readonly [kind: JournalLine['kind'], debit: Side, credit: Side, minor: bigint]

/**
 * The postings of a run, one entry per segment and kind, debit before credit; amounts of zero give none. With an
 * allowance: a charge debits the loss and credits the allowance, a release is the reverse, a write-off uses the
 * allowance up and a recovery of one fills it (only where the matrix says that they are posted here). Without: a write-off is the loss.
 */
export function journalOf(
  matrix: Pick<ProvisionMatrix, 'method' | 'accounts' | 'postWriteOffs'>,
  segments: readonly { readonly segmentCode: string; readonly movement: Movement }[],
): JournalLine[] {
  const entries = segments.flatMap(({ segmentCode, movement }) =>
    postingsOf(matrix, movement)
      .filter(([, , , minor]) => minor > 0n)
      .map((posting) => ({ segmentCode, posting })),
  )
  return entries.flatMap(({ segmentCode, posting: [kind, debit, credit, minor] }, index) => {
    const line = (side: Side, debitMinor: bigint, creditMinor: bigint): JournalLine => ({
      ...{ entryNo: index + 1, segmentCode, kind, debitMinor, creditMinor },
      ...{ account: matrix.accounts[side], accountName: names[side] },
    })
    return [line(debit, minor, 0n), line(credit, 0n, minor)]
  })
}

function postingsOf(
  matrix: Pick<ProvisionMatrix, 'method' | 'postWriteOffs'>,
  movement: Movement,
): Posting[] {
  const { openingMinor, chargeMinor, releaseMinor, writeOffMinor, recoveredMinor } = movement
  if (matrix.method === 'direct-write-off') {
    return [
      ['write-off', 'writeOffLoss', 'receivables', writeOffMinor],
      ['recovery', 'receivables', 'writeOffLoss', recoveredMinor],
      // What an allowance of earlier years still held goes back.
      ['release', 'allowance', 'impairmentLoss', openingMinor],
    ]
  }
  return [
    ['charge', 'impairmentLoss', 'allowance', chargeMinor],
    ['release', 'allowance', 'impairmentLoss', releaseMinor],
    ['write-off', 'allowance', 'receivables', matrix.postWriteOffs ? writeOffMinor : 0n],
    ['recovery', 'receivables', 'allowance', matrix.postWriteOffs ? recoveredMinor : 0n],
  ]
}

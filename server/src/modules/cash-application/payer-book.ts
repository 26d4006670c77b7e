import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import type { BankLine } from './bank-line-store.js'
import { numbersIn } from './domain/bank-line.js'
import { payerKey, recognisePayer, type Recognised } from './domain/recognise-payer.js'
import { findInvoiceOwners, findLearned, listCustomerNames, type LearnedPayer } from './payer-store.js'

/** Customers by the key of their name; read once for many lines. */
export type NameBook = ReadonlyMap<string, readonly Id[]>

export async function readNames(db: Queryable): Promise<NameBook> {
  const names = new Map<string, Id[]>()
  for (const { id, name } of await listCustomerNames(db)) {
    const key = payerKey(name)
    const same = names.get(key)
    if (same) same.push(id)
    else names.set(key, [id])
  }
  return names
}

/** What a line tells about who paid, as it is remembered. */
export function aliasesOf(line: Pick<BankLine, 'payerName' | 'payerAccountHash'>) {
  const key = payerKey(line.payerName)
  return [
    ...(key === '' ? [] : [{ kind: 'name' as const, alias: key }]),
    ...(line.payerAccountHash === null ? [] : [{ kind: 'account' as const, alias: line.payerAccountHash }]),
  ]
}

/** Who probably paid each line; null where nothing is known. */
export async function recogniseLines(
  tx: Queryable,
  lines: readonly BankLine[],
  names: NameBook,
): Promise<(Recognised | null)[]> {
  const learned = new Map<string, LearnedPayer[]>()
  for (const row of await findLearned(tx, lines.flatMap(aliasesOf))) {
    const key = `${row.kind} ${row.alias}`
    learned.set(key, [...(learned.get(key) ?? []), row])
  }
  const words = lines.map(({ reference }) => numbersIn(reference))
  const owners = await findInvoiceOwners(tx, [...new Set(words.flat().flatMap(casesOf))])
  return lines.map((line, index) => {
    const cited = new Set((words[index] ?? []).map((word) => word.toUpperCase()))
    const named = owners.filter((row) => cited.has(row.number) && row.segmentCode === line.segmentCode)
    return recognisePayer({
      sameName: names.get(payerKey(line.payerName)) ?? [],
      learnedAccount: learned.get(`account ${line.payerAccountHash ?? ''}`) ?? [],
      learnedName: learned.get(`name ${payerKey(line.payerName)}`) ?? [],
      named: [...new Set(named.map(({ customerId }) => customerId))],
    })
  })
}

function casesOf(word: string): string[] {
  return [...new Set([word, word.toUpperCase(), word.toLowerCase()])]
}

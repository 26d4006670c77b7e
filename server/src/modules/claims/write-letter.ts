import { createHash } from 'node:crypto'
import type { Principal } from '../../kernel/access.js'
import type { Language } from '../../kernel/bilingual.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson } from '../../kernel/money.js'
import { newId } from '../../platform/new-id.js'
import type { Database } from '../../platform/db/types.js'
import { writeReport } from '../../platform/pdf/write-report.js'
import { recordAudit } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { overdueItemsOf } from './claim-item-store.js'
import { letterDocument, letterReference } from './letter-document.js'
import { drawLetterNumber, insertLetter, type LetterItem, type StoredLetter } from './letter-store.js'
import { readClaims, type Claim } from './read-claims.js'

const ITEMS_MAX = 500

/**
 * Writes a letter that demands what is overdue of a customer, or of it what `only` names, and keeps it as it is with its
 * hash. The letter alone begins no period anew: its arrival does, which somebody records with what proves it.
 */
export async function writeLetter(
  db: Database,
  to: { readonly id: Id; readonly code: string; readonly name: string },
  wish: {
    readonly language: Language
    readonly payBy: CalendarDay
    readonly only: readonly { readonly documentId: Id; readonly itemNo: number }[]
  },
  { actor, at, today }: { readonly actor: Principal; readonly at: Date; readonly today: CalendarDay },
): Promise<StoredLetter> {
  if (wish.payBy < today) throw new Refusal('invalid_period', { from: today, to: wish.payBy })
  const { claims, organisation } = await db.snapshot(async (tx) => {
    const items = await overdueItemsOf(tx, to.id, { before: today, limit: ITEMS_MAX + 1 })
    const chosen = items.filter(
      (item) =>
        wish.only.length === 0 ||
        wish.only.some((one) => one.documentId === item.documentId && one.itemNo === item.itemNo),
    )
    return {
      claims: await readClaims(tx, chosen, { today, until: today }),
      organisation: (await getOrganisation(tx)).name,
    }
  })
  if (claims.length === 0) throw new Refusal('claim_nothing_overdue', { code: to.code })
  if (claims.length > ITEMS_MAX) throw new Refusal('statement_too_long', { max: ITEMS_MAX })
  const number = await db.transaction(drawLetterNumber)
  const draft = {
    ...{
      id: newId(),
      number,
      customerId: to.id,
      language: wish.language,
      writtenOn: today,
      payBy: wish.payBy,
    },
    ...{ items: claims.map(letterItem), totals: totalsOf(claims), writtenBy: actor.label, writtenAt: at },
  }
  const paper = letterDocument({ organisation, customerCode: to.code, customerName: to.name, letter: draft })
  const pdf = await writeReport(paper, at)
  const letter: StoredLetter = { ...draft, contentHash: createHash('sha256').update(pdf).digest('hex') }
  await db.transaction(async (tx) => {
    await insertLetter(tx, letter, pdf)
    await recordAudit(tx, {
      ...{ actor, at, action: 'claim-letter.written', objectType: 'customer', objectId: to.code },
      after: { letter: letterReference(number), debts: letter.items.length, contentHash: letter.contentHash },
    })
  })
  return letter
}

function letterItem({ item, interest }: Claim): LetterItem {
  const accrued = interest?.choice ? interest.result.openInterestMinor : null
  return {
    ...{ documentId: item.documentId, itemNo: item.itemNo, number: item.number, dueOn: item.dueOn },
    open: moneyJson(item.openMinor, item.currency),
    interest: accrued === null ? null : moneyJson(accrued, item.currency),
  }
}

function totalsOf(claims: readonly Claim[]) {
  const sums = new Map<Currency, bigint>()
  for (const { item } of claims) sums.set(item.currency, (sums.get(item.currency) ?? 0n) + item.openMinor)
  return [...sums].map(([currency, minor]) => moneyJson(minor, currency))
}

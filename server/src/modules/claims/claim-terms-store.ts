import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { DebtorKind } from './domain/choose-regime.js'

/** What a contract says about late payment, of an account or (with a document) of one invoice; null: not known. */
export interface ClaimTerms {
  readonly id: Id
  readonly customerId: Id
  readonly accountId: Id
  readonly documentId: Id | null
  /** Of an account: invoices of this day and later. */
  readonly validFrom: CalendarDay
  readonly contract: string | null
  readonly signedOn: CalendarDay | null
  readonly debtorKind: DebtorKind | null
  readonly creditorSme: boolean | null
  readonly smeDeclared: boolean | null
  readonly agreedPercent: string | null
  readonly agreedPer: 'year' | 'day' | null
  readonly oneDebt: boolean | null
  readonly source: string
  readonly recordedBy: string
  readonly recordedAt: Date
}

const columns = sql`id, customer_id AS "customerId", account_id AS "accountId", document_id AS "documentId",
  valid_from AS "validFrom", contract, signed_on AS "signedOn", debtor_kind AS "debtorKind",
  creditor_sme AS "creditorSme", sme_declared AS "smeDeclared", trim_scale(agreed_percent)::text AS "agreedPercent",
  agreed_per AS "agreedPer", one_debt AS "oneDebt", source, recorded_by AS "recordedBy", recorded_at AS "recordedAt"`

export async function insertClaimTerms(tx: Tx, terms: ClaimTerms): Promise<void> {
  await tx.run(sql`
    INSERT INTO claim_terms (id, customer_id, account_id, document_id, valid_from, contract, signed_on, debtor_kind,
      creditor_sme, sme_declared, agreed_percent, agreed_per, one_debt, source, recorded_by, recorded_at)
    VALUES (${terms.id}, ${terms.customerId}, ${terms.accountId}, ${terms.documentId}, ${terms.validFrom},
      ${terms.contract}, ${terms.signedOn}, ${terms.debtorKind}, ${terms.creditorSme}, ${terms.smeDeclared},
      ${terms.agreedPercent}::numeric, ${terms.agreedPer}, ${terms.oneDebt}, ${terms.source}, ${terms.recordedBy},
      ${terms.recordedAt})`)
}

/** Everything recorded for these accounts, what counts first: the latest day, then the latest record. */
export async function listClaimTerms(db: Queryable, accountIds: readonly Id[]): Promise<ClaimTerms[]> {
  if (accountIds.length === 0) return []
  return db.rows<ClaimTerms>(sql`
    SELECT ${columns} FROM claim_terms WHERE account_id = ANY(${[...accountIds]}::uuid[])
    ORDER BY valid_from DESC, seq DESC`)
}

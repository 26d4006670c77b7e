import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { StoredGuaranteeAct } from './guarantee-store.js'

export async function insertGuaranteeAct(tx: Tx, act: StoredGuaranteeAct): Promise<void> {
  await tx.run(sql`
    INSERT INTO guarantee_act (id, guarantee_id, customer_id, document_id, kind, on_day, evidence, recorded_by,
      recorded_at)
    VALUES (${act.id}, ${act.guaranteeId}, ${act.customerId}, ${act.documentId}, ${act.kind}, ${act.on},
      ${act.evidence}, ${act.recordedBy}, ${act.recordedAt})`)
}

/** What was done about the guarantees of a customer, oldest first. */
export async function listGuaranteeActs(db: Queryable, customerId: Id): Promise<StoredGuaranteeAct[]> {
  return db.rows<StoredGuaranteeAct>(sql`
    SELECT id, guarantee_id AS "guaranteeId", customer_id AS "customerId", document_id AS "documentId", kind,
      on_day AS "on", evidence, recorded_by AS "recordedBy", recorded_at AS "recordedAt"
    FROM guarantee_act WHERE customer_id = ${customerId}::uuid ORDER BY on_day, recorded_at, id LIMIT 1000`)
}

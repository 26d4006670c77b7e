import { sql } from '../db/sql.js'
import type { Queryable } from '../db/types.js'

export interface StoredAnswer {
  readonly status: number
  readonly contentType: string | null
  readonly body: string | null
}

export type Claim =
  | { readonly kind: 'claimed' }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer }
  | { readonly kind: 'running' }
  | { readonly kind: 'conflict' }

interface ClaimInput {
  readonly scope: Buffer
  readonly fingerprint: Buffer
  readonly owner: string
  readonly leaseSeconds: number
}

/** Takes the key for `owner` when nobody has it or who had it is gone; otherwise tells what became of it. */
export async function claimKey(db: Queryable, input: ClaimInput): Promise<Claim> {
  const claimed = await db.run(sql`
    INSERT INTO idempotency_key AS k (scope, fingerprint, owner, lease_until)
    VALUES (${input.scope}, ${input.fingerprint}, ${input.owner}, now() + make_interval(secs => ${input.leaseSeconds}))
    ON CONFLICT (scope) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until
    WHERE k.status IS NULL AND k.lease_until < now() AND k.fingerprint = excluded.fingerprint`)
  if (claimed === 1) return { kind: 'claimed' }
  const [row] = await db.rows<{
    fingerprint: Buffer
    status: number | null
    content_type: string | null
    body: string | null
  }>(sql`SELECT fingerprint, status, content_type, body FROM idempotency_key WHERE scope = ${input.scope}`)
  // Given back between the two statements: the caller asks again.
  if (!row) return { kind: 'running' }
  if (!row.fingerprint.equals(input.fingerprint)) return { kind: 'conflict' }
  if (row.status === null) return { kind: 'running' }
  return {
    kind: 'answered',
    answer: { status: row.status, contentType: row.content_type, body: row.body },
  }
}

/** Says that the request still runs. */
export async function extendLease(
  db: Queryable,
  scope: Buffer,
  owner: string,
  leaseSeconds: number,
): Promise<void> {
  await db.run(sql`
    UPDATE idempotency_key SET lease_until = now() + make_interval(secs => ${leaseSeconds})
    WHERE scope = ${scope} AND owner = ${owner} AND status IS NULL`)
}

export async function storeAnswer(
  db: Queryable,
  scope: Buffer,
  owner: string,
  answer: StoredAnswer,
): Promise<void> {
  await db.run(sql`
    UPDATE idempotency_key SET status = ${answer.status}, content_type = ${answer.contentType}, body = ${answer.body}
    WHERE scope = ${scope} AND owner = ${owner} AND status IS NULL`)
}

/** Gives the key back without an answer, so that the request may be tried again. */
export async function giveKeyBack(db: Queryable, scope: Buffer, owner: string): Promise<void> {
  await db.run(
    sql`DELETE FROM idempotency_key WHERE scope = ${scope} AND owner = ${owner} AND status IS NULL`,
  )
}

/** Removes keys that are older than the promise to remember them. */
export async function deleteOldKeys(db: Queryable, hours: number): Promise<number> {
  return db.run(
    sql`DELETE FROM idempotency_key WHERE created_at < now() - make_interval(hours => ${hours}::int)`,
  )
}

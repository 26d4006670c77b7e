import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Tx } from '../../platform/db/types.js'

/** Shows a case to people who need not decide on it. Who has been told already stays as they were. */
export async function copyTo(
  tx: Tx,
  caseId: Id,
  usernames: readonly string[],
  { nodeId, at }: { readonly nodeId: string | null; readonly at: Date },
): Promise<void> {
  if (usernames.length === 0) return
  await tx.run(sql`
    INSERT INTO approval_copy (case_id, username, node_id, copied_at)
    SELECT ${caseId}::uuid, username, ${nodeId}, ${at} FROM unnest(${usernames}::text[]) AS u (username)
    ON CONFLICT (case_id, username) DO NOTHING`)
}

/** Notes that somebody has looked at what they were told of. */
export async function markRead(tx: Tx, caseId: Id, username: string, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE approval_copy SET read_at = ${at}
    WHERE case_id = ${caseId}::uuid AND username = ${username} AND read_at IS NULL`)
}

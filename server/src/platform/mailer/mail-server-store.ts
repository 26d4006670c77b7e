import { sql } from '../db/sql.js'
import type { Queryable, Tx } from '../db/types.js'

/** How mail leaves the house. */
export interface MailServer {
  readonly host: string
  readonly port: number
  /** `tls` from the first byte (465), `starttls` required before anything else (587), `none` for a relay next door. */
  readonly security: 'tls' | 'starttls' | 'none'
  readonly username: string | null
  readonly passwordSealed: Buffer | null
  /** `Name <address>` or an address. */
  readonly from: string
  readonly active: boolean
}

/** The mail server that an administrator entered; undefined when there is none. */
export async function findMailServer(db: Queryable): Promise<MailServer | undefined> {
  const [row] = await db.rows<MailServer>(sql`
    SELECT host, port, security, username, password_sealed AS "passwordSealed", from_address AS "from", active
    FROM mail_server`)
  return row
}

export async function putMailServer(tx: Tx, server: MailServer, by: string, at: Date): Promise<void> {
  await tx.run(sql`
    INSERT INTO mail_server (host, port, security, username, password_sealed, from_address, active, updated_by, updated_at)
    VALUES (${server.host}, ${server.port}, ${server.security}, ${server.username}, ${server.passwordSealed},
      ${server.from}, ${server.active}, ${by}, ${at})
    ON CONFLICT (singleton) DO UPDATE SET host = excluded.host, port = excluded.port, security = excluded.security,
      username = excluded.username, password_sealed = excluded.password_sealed, from_address = excluded.from_address,
      active = excluded.active, updated_by = excluded.updated_by, updated_at = excluded.updated_at`)
}

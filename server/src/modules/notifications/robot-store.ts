import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { NotificationKind } from './domain/notification-kinds.js'
import type { RobotProvider } from './domain/robot-protocol.js'

/** A robot of a group chat. */
export interface Robot {
  readonly id: string
  readonly provider: RobotProvider
  readonly name: string
  readonly kinds: readonly NotificationKind[]
  readonly locale: 'zh-CN' | 'en'
  /** The host of the address, which is no secret. */
  readonly urlHost: string
  readonly urlSealed: Buffer
  readonly secretSealed: Buffer | null
  readonly active: boolean
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

const columns = sql`id, provider, name, kinds, locale, url_host AS "urlHost", url_sealed AS "urlSealed",
  secret_sealed AS "secretSealed", active, created_by AS "createdBy", created_at AS "createdAt",
  updated_at AS "updatedAt"`

export async function listRobots(db: Queryable): Promise<Robot[]> {
  return db.rows<Robot>(sql`SELECT ${columns} FROM chat_robot ORDER BY created_at, id`)
}

export async function findRobot(db: Queryable, id: string): Promise<Robot | undefined> {
  const [row] = await db.rows<Robot>(sql`SELECT ${columns} FROM chat_robot WHERE id = ${id}`)
  return row
}

/** Ids of active robots that post this kind. */
export async function robotsFor(tx: Queryable, kind: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`SELECT id FROM chat_robot WHERE active AND ${kind} = ANY (kinds) ORDER BY id`,
  )
  return rows.map((row) => row.id)
}

/** Writes a robot, new or changed. */
export async function putRobot(tx: Tx, robot: Robot): Promise<void> {
  await tx.run(sql`
    INSERT INTO chat_robot (id, provider, name, kinds, locale, url_host, url_sealed, secret_sealed, active, created_by,
      created_at, updated_at)
    VALUES (${robot.id}, ${robot.provider}, ${robot.name}, ${[...robot.kinds]}, ${robot.locale}, ${robot.urlHost},
      ${robot.urlSealed}, ${robot.secretSealed}, ${robot.active}, ${robot.createdBy}, ${robot.createdAt},
      ${robot.updatedAt})
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, kinds = excluded.kinds, locale = excluded.locale,
      url_host = excluded.url_host, url_sealed = excluded.url_sealed, secret_sealed = excluded.secret_sealed,
      active = excluded.active, updated_at = excluded.updated_at`)
}

export async function deleteRobotRow(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`DELETE FROM chat_robot WHERE id = ${id}`)
}

/**
 * Gives the next place in a robot's rate: at once when it is free, otherwise the instant at which it will be. Places
 * are given one after the other, whichever process asks.
 */
export async function takeSlot(tx: Tx, id: string, spacingMs: number, at: Date): Promise<Date> {
  const [row] = await tx.rows<{ slot: Date }>(sql`
    UPDATE chat_robot SET next_slot_at = greatest(next_slot_at, ${at}) + make_interval(secs => ${spacingMs / 1000}::float8)
    WHERE id = ${id}
    RETURNING next_slot_at - make_interval(secs => ${spacingMs / 1000}::float8) AS slot`)
  return row?.slot ?? at
}

/** Nothing is sent to the robot before `until`: the provider asked for patience. */
export async function pauseRobot(tx: Tx, id: string, until: Date): Promise<void> {
  await tx.run(sql`UPDATE chat_robot SET next_slot_at = greatest(next_slot_at, ${until}) WHERE id = ${id}`)
}

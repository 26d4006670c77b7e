import type { Bilingual } from '../../kernel/bilingual.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

interface Named {
  readonly username: string
  readonly displayName: string
}

/** The names that everybody may know: of colleagues, roles and positions. */
export interface Directory {
  readonly people: readonly Named[]
  /** Who no longer signs in. What they did still bears their name; nobody chooses them. */
  readonly former: readonly Named[]
  readonly roles: readonly { readonly code: string; readonly name: Bilingual }[]
  readonly positions: readonly { readonly code: string; readonly name: string }[]
}

/** A directory names at most so many people. */
const PEOPLE_MAX = 5_000

function readPeople(db: Queryable, active: boolean): Promise<Named[]> {
  return db.rows<Named>(sql`
    SELECT username, display_name AS "displayName" FROM app_user
    WHERE active = ${active} ORDER BY display_name, username LIMIT ${PEOPLE_MAX}`)
}

/** People by name, those who left apart; roles; active positions. */
export async function readDirectory(db: Queryable): Promise<Directory> {
  const people = await readPeople(db, true)
  const former = await readPeople(db, false)
  const roles = await db.rows<{ code: string; zh: string; en: string }>(sql`
    SELECT code, name_zh AS zh, name_en AS en FROM role ORDER BY NOT built_in, created_at, code`)
  const positions = await db.rows<{ code: string; name: string }>(sql`
    SELECT code, name FROM position WHERE active ORDER BY name, code`)
  return { people, former, roles: roles.map(({ code, zh, en }) => ({ code, name: { zh, en } })), positions }
}

import pg from 'pg'

/** The roles of narrowed transactions; see migration 0111. */
const scopeRoles = ['xinheng_scoped', 'xinheng_scoped_segments']

/**
 * Creates the role `xinheng`, its database of the same name, and the roles that it takes for people who see a part of
 * the customers, when they are missing.
 */
export async function ensureDatabase(admin: pg.Client, ownerPassword: string): Promise<void> {
  const found = await admin.query<{ role: boolean; database: boolean }>(
    `select exists (select from pg_roles where rolname = 'xinheng') as role,
            exists (select from pg_database where datname = 'xinheng') as database`,
  )
  const password = admin.escapeLiteral(ownerPassword)
  // createdb: restoring a backup and the tests make databases of their own.
  if (found.rows[0]?.role !== true)
    await create(admin, `create role xinheng login createdb password ${password}`)
  const known = await admin.query<{ name: string }>(
    `select r.rolname as name from pg_roles r
     where r.rolname = any ($1) and pg_has_role('xinheng', r.oid, 'member')`,
    [scopeRoles],
  )
  for (const name of scopeRoles) {
    if (known.rows.some((row) => row.name === name)) continue
    await create(admin, `create role ${name} nologin`)
    await admin.query(`grant ${name} to xinheng`)
  }
  if (found.rows[0]?.database !== true) await create(admin, 'create database xinheng owner xinheng')
}

const alreadyThere = ['42710', '42P04', '23505']

async function create(admin: pg.Client, statement: string): Promise<void> {
  try {
    await admin.query(statement)
  } catch (error) {
    // Two first commands may run side by side; the other one was faster.
    if (!(error instanceof pg.DatabaseError && alreadyThere.includes(error.code ?? ''))) throw error
  }
}

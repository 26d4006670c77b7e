import { createSecretBox } from '../platform/crypto/secret-box.js'
import { openDatabase } from '../platform/db/database.js'
import { createLogger } from '../platform/log.js'
import { buildApp } from './build-app.js'

/** The OpenAPI document of all routes. The application is composed for it but never touches a database. */
export async function describeWholeApi(): Promise<object> {
  const db = openDatabase({ url: 'postgres://127.0.0.1:1/never' })
  const app = await buildApp({
    deps: { db, now: () => new Date(), log: createLogger({ level: 'silent' }) },
    secrets: createSecretBox('never used'),
    readiness: { state: 'starting' },
  })
  await app.ready()
  const document = app.swagger()
  await app.close()
  await db.close()
  return document
}

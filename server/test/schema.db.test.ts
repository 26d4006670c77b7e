import { afterAll, beforeAll, expect, it } from 'vitest'
import { dumpSchema } from './schema-dump.js'
import { createTestDatabase, type TestDatabase } from './test-database.js'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** After a new migration, `npm run schema` writes the file anew. */
it('finds in schema.sql exactly what the migrations make', async () => {
  await expect(await dumpSchema(database.db)).toMatchFileSnapshot('../schema.sql')
})

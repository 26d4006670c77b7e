import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from './test-database.js'

describe('a test database', () => {
  let first: TestDatabase
  let second: TestDatabase
  beforeAll(async () => {
    ;[first, second] = await Promise.all([createTestDatabase(), createTestDatabase()])
  })
  afterAll(async () => {
    await Promise.all([first.drop(), second.drop()])
  })

  it('starts with the migrations applied', async () => {
    const { rows } = await first.pool.query<{ count: bigint }>('select count(*) from schema_migration')
    expect(rows[0]?.count).toBeGreaterThan(0n)
  })

  it('is not seen by another test file', async () => {
    await first.pool.query('create table note (body text)')
    await expect(second.pool.query('select * from note')).rejects.toThrow('does not exist')
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { insertRows } from './bulk-insert.js'
import { sql } from './sql.js'

describe('JSON documents of a bulk write', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createTestDatabase()
    await test.db.rows(sql`CREATE TABLE noted (n int, kept json, read jsonb, note text)`)
  })
  afterAll(() => test.drop())

  it('arrive as they were written, objects and JSON text alike, with nulls between them', async () => {
    const documents = [
      { a: '"quoted" \\ {x,y}', zh: '信衡 🏦', minor: '12n' },
      '{"b": 1,  "a": [true, null]}',
      null,
      undefined,
      [],
      'null',
    ]
    await test.db.transaction((tx) =>
      insertRows(
        tx,
        'noted',
        { n: 'int', kept: 'json', read: 'jsonb', note: 'text' },
        documents.map((document, n) => [n, document, document, `a "${n}"`]),
      ),
    )
    const rows = await test.db.rows<{ kept: string | null; read: unknown; note: string }>(
      sql`SELECT kept::text AS kept, read, note FROM noted ORDER BY n`,
    )
    expect(rows).toEqual([
      { kept: JSON.stringify(documents[0]), read: documents[0], note: 'a "0"' },
      // What is stored as json keeps its very text.
      { kept: documents[1], read: { a: [true, null], b: 1 }, note: 'a "1"' },
      { kept: null, read: null, note: 'a "2"' },
      { kept: null, read: null, note: 'a "3"' },
      { kept: '[]', read: [], note: 'a "4"' },
      { kept: 'null', read: null, note: 'a "5"' },
    ])
  })

  it('are refused when they are no JSON', async () => {
    const write = test.db.transaction((tx) => insertRows(tx, 'noted', { kept: 'json' }, [['{"a":']]))
    await expect(write).rejects.toMatchObject({ code: '22P02' })
  })
})

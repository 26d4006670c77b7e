import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { sql } from '../../platform/db/sql.js'
import { importFile, type FileImport } from './import-file.js'
import { effects } from '../../app/effects.js'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'xinheng-import-test-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await database.drop()
})

async function bringIn(content: string, options: Partial<FileImport> = {}) {
  const file = path.join(folder, 'file.csv')
  await writeFile(file, content)
  const deps = {
    db: database.db,
    now: () => new Date('2026-06-30T04:00:00Z'),
    effects: { ...effects, regrouped: () => Promise.resolve(), limitsChanged: () => Promise.resolve() },
  }
  return importFile(deps, { kind: 'invoices', path: file, mode: 'valid-rows', ...options })
}

describe('a file from the command line', () => {
  it('is read by the headers and the day order that a person names, and remembers both for its layout', async () => {
    const file = (number: string) => `Beleg,Partner,Vom,Summe\n${number},K1,3/5/2026,12.50\n`
    const headers = { number: 'Beleg', customerCode: 'Partner', date: 'Vom', amount: 'summe' }
    expect(await bringIn(file('B1'), { headers, dayOrder: 'dmy' })).toMatchObject({
      status: 'finished',
      rowsApplied: 1,
    })
    expect(await bringIn(file('B2'))).toMatchObject({
      status: 'finished',
      rowsApplied: 1,
      analysis: { remembered: true },
    })
    const stored = await database.db.rows(sql`
      SELECT d.number, d.document_on AS "on", s.code AS segment FROM document d
      JOIN credit_account a ON a.id = d.account_id JOIN credit_segment s ON s.id = a.segment_id ORDER BY d.number`)
    expect(stored).toEqual([
      { number: 'B1', on: '2026-05-03', segment: 'MAIN' },
      { number: 'B2', on: '2026-05-03', segment: 'MAIN' },
    ])
  })

  it('refuses a header that the file does not have, and a file whose columns it does not know', async () => {
    await expect(bringIn('a,b\n1,2\n', { headers: { number: 'zzz' } })).rejects.toMatchObject({
      code: 'import_column_unknown',
    })
    await expect(bringIn('a,b\n1,2\n')).rejects.toMatchObject({ code: 'import_column_missing' })
  })

  it('tells how far it is while it works', async () => {
    const rows = Array.from(
      { length: 4_500 },
      (_, index) => `N${index},K${index % 7},2026-01-0${1 + (index % 9)},1.00`,
    )
    const seen: number[] = []
    const run = await bringIn(`invoice number,customer code,date,amount\n${rows.join('\n')}\n`, {
      onProgress: (progress) => seen.push(progress.rowsApplied),
    })
    expect(run).toMatchObject({ rowsApplied: 4_500, totals: [{ currency: 'CNY', amount: '4500.00' }] })
    expect(seen).toEqual([2_000, 4_000, 4_500])
  })
})

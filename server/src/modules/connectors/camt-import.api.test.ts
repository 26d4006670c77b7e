import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { camtFile, statement, transaction } from '../../../test/camt-files.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { effects } from '../../app/effects.js'
import { sql } from '../../platform/db/sql.js'
import { importFile } from './import-file.js'

let api: TestApp
let folder: string
beforeAll(async () => {
  api = await createTestApp({ now: '2026-11-20T02:00:00Z' })
  folder = await mkdtemp(join(tmpdir(), 'xinheng-camt-'))
  for (const [code, currency] of [
    ['CN01', 'CNY'],
    ['JP01', 'JPY'],
  ]) {
    await api.request('PUT', `/api/v1/segments/${code}`, { body: { name: code, currency } })
  }
})
afterAll(async () => {
  await api.close()
  await rm(folder, { recursive: true })
})

const bring = async (content: string, segment = 'CN01') => {
  const path = join(folder, 'statement.xml')
  await writeFile(path, content)
  return importFile(
    { ...api.deps, effects },
    { kind: 'bank-lines', path, mode: 'valid-rows', settings: { createMissing: false, segment } },
  )
}
const lines = async (account: string) => {
  const rows = await api.deps.db.rows<{ ref: string; minor: bigint; payer: string; text: string }>(sql`
    SELECT bank_ref AS ref, amount_minor AS minor, payer_name AS payer, reference AS text FROM bank_line
    WHERE bank_account = ${account} ORDER BY amount_minor DESC, bank_ref`)
  return rows
}

describe('the import of bank lines from CAMT.053', () => {
  it('keeps the money that came in, once however often the file is sent', async () => {
    const details = [
      transaction({ amount: '1000.00', payer: '北京甲贸易有限公司', text: ['付 INV-1'] }),
      transaction({ amount: '200.00', payer: '乙公司', text: ['INV-2 货款'] }),
    ].join('')
    const file = camtFile([
      statement({
        ...{ account: '31050161', opening: '0.00', closing: '1162.00' },
        entries: [
          { amount: '1200.00', credit: true, ref: '20261103000001', details },
          { amount: '88.00', credit: false, ref: '20261103000002' },
          { amount: '25.00', credit: true, info: '利息' },
          { amount: '25.00', credit: true, info: '利息' },
        ],
      }),
    ])
    const first = await bring(file)
    expect(first).toMatchObject({ status: 'finished', rowsApplied: 4, rowsUnchanged: 1, rowsFaulty: 0 })
    expect(first.analysis.format).toBe('camt.053')
    const kept = await lines('31050161')
    expect(kept.slice(0, 2)).toEqual([
      { ref: '20261103000001-1', minor: 100_000n, payer: '北京甲贸易有限公司', text: '付 INV-1' },
      { ref: '20261103000001-2', minor: 20_000n, payer: '乙公司', text: 'INV-2 货款' },
    ])
    expect(kept.slice(2).map(({ minor, text }) => [minor, text])).toEqual([
      [2500n, '利息'],
      [2500n, '利息'],
    ])
    expect(await bring(file)).toMatchObject({ rowsApplied: 0, rowsUnchanged: 5, rowsFaulty: 0 })
    expect(await lines('31050161')).toEqual(kept)
  })

  it('takes yen without decimals', async () => {
    const entries = [{ amount: '120000', credit: true, ref: 'JPY-000001' }]
    expect(
      await bring(camtFile([statement({ account: 'JP-1', currency: 'JPY', entries })]), 'JP01'),
    ).toMatchObject({
      rowsApplied: 1,
      totals: [{ currency: 'JPY', amount: '120000', rows: 1 }],
    })
    expect(await lines('JP-1')).toMatchObject([{ minor: 120_000n }])
  })

  it('says of a reversal which line to put back', async () => {
    const entries = [{ amount: '70.00', credit: false, reversal: true, ref: 'REVERSAL-1' }]
    const run = await bring(camtFile([statement({ account: 'A-2', entries })]))
    expect(run).toMatchObject({ rowsApplied: 0, rowsFaulty: 1 })
    const { text } = await api.request('GET', `/api/v1/imports/${run.id}/errors.csv`)
    expect(text).toContain('放回待认领')
    expect(await lines('A-2')).toEqual([])
  })

  it('keeps nothing of a file that is damaged or does not add up', async () => {
    const count = async () => (await api.request('GET', '/api/v1/imports')).body.items.length as number
    const before = await count()
    const entries = [{ amount: '10.00', credit: true, ref: 'BROKEN-0001' }]
    const good = statement({ account: 'A-3', entries, opening: '0.00', closing: '10.00' })
    await expect(bring(camtFile([good]).slice(0, -40))).rejects.toThrow('file_damaged')
    await expect(
      bring(
        camtFile([
          good.replace(
            '10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>',
            '11.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>',
          ),
        ]),
      ),
    ).rejects.toThrow('file_statement_sum')
    expect(await count()).toBe(before)
    expect(await lines('A-3')).toEqual([])
  })
})

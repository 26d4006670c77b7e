import { describe, expect, it } from 'vitest'
import { camtFile, statement, transaction } from '../server/test/camt-files.js'
import { seriousFaults } from './accessibility.js'
import { bookCustomer } from './booked-customer.js'
import { demoPeople } from './demo-people.js'
import { get } from './owing-customers.js'
import type { Visitor } from './visitor.js'

const { as } = demoPeople()

const mark = String(Date.now())

/** Gives a file to the open import page, has every row checked and imported. `segment`: to which the rows belong that name none. */
async function bring(
  { page, settle }: Visitor,
  file: { readonly name: string; readonly mimeType: string; readonly text: string },
  segment: string,
): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: file.name, mimeType: file.mimeType, buffer: Buffer.from(file.text) })
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/)
  await settle()
  expect(await seriousFaults(page)).toEqual([])
  await page.getByLabel('默认信用段').click()
  await page.locator('.ant-select-item-option', { hasText: segment }).first().click()
  await page.getByRole('button', { name: '校验全部行' }).click()
  await page.getByRole('button', { name: '开始导入' }).click({ timeout: 60_000 })
  await page.getByText('已完成').first().waitFor({ timeout: 60_000 })
  await settle()
  expect(await seriousFaults(page)).toEqual([])
}

describe('files of banks', () => {
  it('a statement in CAMT.053 becomes receipts, a batch payment by payment, and is imported once', async () => {
    const name = '国际结算演示有限公司'
    const { segment } = await as('admin', 1440, ({ context }) =>
      bookCustomer(
        context,
        { code: 'CAMT', name },
        {
          invoices: [{ number: 'CAMT-I1', amount: '1000.00', date: '2026-10-01', dueDate: '2026-10-31' }],
          receipts: [],
        },
      ),
    )
    const details = [
      transaction({ amount: '1000.00', payer: name, text: ['付 CAMT-I1'] }),
      transaction({ amount: '200.00', payer: '某不认识的公司', text: ['货款'] }),
    ].join('')
    const entries = [
      { amount: '1200.00', credit: true, ref: `${mark}01`, details },
      { amount: '88.00', credit: false, ref: `${mark}02` },
    ]
    const account = '31050163'
    const text = camtFile([statement({ account, opening: '0.00', closing: '1112.00', entries })])
    const file = { name: 'statement.xml', mimeType: 'text/xml', text }
    await as('finance', 1440, async (visitor) => {
      const { context, open } = visitor
      await open('/imports/new?kind=bank-lines')
      await bring(visitor, file, segment)
      const receipts = () =>
        get<{ items: { total: { amount: string }; left: { amount: string } }[] }>(
          context,
          '/api/v1/receipts?state=all&search=国际结算演示',
        )
      await expect
        .poll(async () => (await receipts()).items, { timeout: 60_000 })
        .toMatchObject([{ total: { amount: '1000.00' }, left: { amount: '0.00' } }])
      const waiting = await get<{ items: { payerName: string; amount: { amount: string } }[] }>(
        context,
        '/api/v1/bank-lines?state=open&search=某不认识的公司',
      )
      expect(waiting.items).toMatchObject([{ amount: { amount: '200.00' } }])
      await open('/imports/new?kind=bank-lines')
      await bring(visitor, file, segment)
      expect((await receipts()).items).toHaveLength(1)
    })
  })

  it('MT940 is refused with what to do instead', async () => {
    await as('finance', 1440, async ({ page, open, settle, faults }) => {
      await open('/imports/new?kind=bank-lines')
      const text = ':20:STARTUMSE\n:25:31050161\n:28C:00001/001\n:60F:C261101CNY0,00\n'
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'statement.sta', mimeType: 'text/plain', buffer: Buffer.from(text) })
      await page
        .getByRole('alert')
        .filter({ hasText: /CAMT\.053/ })
        .waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      // The refusal itself is what the browser complains about.
      faults.length = 0
    })
  })

  it('a register of bills is imported, the customer known by the endorser', async () => {
    const name = '持票演示有限公司'
    const { segment } = await as('admin', 1440, ({ context }) =>
      bookCustomer(
        context,
        { code: 'BILL', name },
        {
          invoices: [{ number: 'BILL-I1', amount: '1000.00', date: '2026-08-01', dueDate: '2026-09-30' }],
          receipts: [],
        },
      ),
    )
    const number = `5306510000123${mark}0001`.padEnd(30, '0')
    const header =
      '序号,票据（包）号码,子票区间,票据种类,票据（包）金额（元）,出票日期,汇票到期日,出票人全称,承兑人全称,背书人名称,背书日期,能否转让,备注'
    const line = `1,${number},,电子银行承兑汇票,"1,000.00",20260901,20270301,出票甲公司,某某银行上海分行,${name},2026-09-10,能,付 BILL-I1`
    await as('finance', 1440, async (visitor) => {
      const { page, context, open } = visitor
      await open('/bills')
      await page.getByRole('button', { name: /导\s?入/ }).click()
      await page.getByRole('radio', { name: /^票据/ }).waitFor()
      expect(await page.getByRole('radio', { name: /^票据/ }).isChecked()).toBe(true)
      await bring(
        visitor,
        { name: '持票清单.csv', mimeType: 'text/csv', text: `${header}\r\n${line}\r\n` },
        segment,
      )
      const bills = await get<{ items: object[] }>(context, `/api/v1/bills?state=all&search=${number}`)
      expect(bills.items).toMatchObject([
        { kind: 'bank', customerCode: 'BILL', amount: { amount: '1000.00' }, state: 'held' },
      ])
    })
  })
})

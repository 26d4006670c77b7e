import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { bookCustomer } from './booked-customer.js'
import { demoPeople } from './demo-people.js'
import { get } from './owing-customers.js'
import type { Visitor } from './visitor.js'

const { as } = demoPeople()

/** A customer who owes 1,000 and paid 900. */
async function shortPayment(code: string): Promise<void> {
  const name = `扣款演示${code}有限公司`
  await as('admin', 1440, ({ context }) =>
    bookCustomer(
      context,
      { code, name },
      {
        invoices: [{ number: `INV-${code}`, amount: '1000.00', date: '2026-10-01', dueDate: '2026-10-31' }],
        receipts: [{ number: `REC-${code}`, amount: '900.00', date: '2026-11-10' }],
      },
    ),
  )
}

const shots = process.env['XINHENG_SHOTS']

describe('an accountant', () => {
  it('says while matching why a customer paid less, and finds it among the deductions', async () => {
    await shortPayment('KEPT-ZH')
    await as('finance', 1440, async ({ page, open, settle }) => {
      await open('/receipts?state=all&search=REC-KEPT-ZH')
      await page.getByText('扣款演示KEPT-ZH有限公司').first().click()
      await page.getByRole('checkbox', { name: '选择 INV-KEPT-ZH' }).check()
      await page.getByRole('button', { name: '为 INV-KEPT-ZH 登记扣款' }).click()
      const submit = page.getByRole('button', { name: '核销 900.00' })
      expect(await submit.isDisabled()).toBe(true)
      await page.getByRole('combobox', { name: '扣款原因' }).click()
      await page.getByTitle('质量问题').click()
      await page.getByRole('textbox', { name: '客户怎么说' }).fill('三箱破损')
      expect(await page.getByRole('textbox', { name: '扣款金额' }).inputValue()).toBe('100.00')
      await settle()
      if (shots !== undefined) await page.screenshot({ path: `${shots}/matching.png` })
      expect(await seriousFaults(page)).toEqual([])
      await submit.click()
      await page.getByText('质量问题 · 三箱破损').waitFor()
      await page.getByRole('link', { name: '扣款', exact: true }).first().click()
      await settle()
      await page.getByText('三箱破损').first().waitFor()
      if (shots !== undefined) await page.screenshot({ path: `${shots}/deductions.png` })
      expect(await seriousFaults(page)).toEqual([])
      await open('/worklist/KEPT-ZH')
      await page.getByRole('link', { name: '扣款自收款 REC-KEPT-ZH' }).waitFor()
    })
  })

  it('says it afterwards, when the receipt was matched already', async () => {
    await shortPayment('KEPT-LATE')
    await as('finance', 1440, async ({ page, context, open, settle }) => {
      await open('/receipts?state=all&search=REC-KEPT-LATE')
      await page.getByText('扣款演示KEPT-LATE有限公司').first().click()
      await page.getByRole('checkbox', { name: '选择 INV-KEPT-LATE' }).check()
      await page.getByRole('button', { name: '核销 900.00' }).click()
      await page.getByText('已核销').first().waitFor()
      await page.getByRole('button', { name: '为 INV-KEPT-LATE 登记扣款' }).click()
      const save = page.getByRole('button', { name: '登记扣款', exact: true })
      expect(await save.isDisabled()).toBe(true)
      await page.getByRole('combobox', { name: '扣款原因' }).click()
      await page.getByTitle('数量不符').click()
      await page.getByRole('textbox', { name: '扣款金额' }).fill('60.00')
      await page.getByRole('textbox', { name: '客户怎么说' }).fill('少收两箱')
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      await save.click()
      await page.getByText('数量不符 · 少收两箱').waitFor()
      const { items } = await get<{ items: object[] }>(context, '/api/v1/deductions?search=INV-KEPT-LATE')
      expect(items).toMatchObject([{ amount: { amount: '60.00' }, reasonCode: 'quantity' }])
    })
  })

  it('does so on a phone in English, too', async () => {
    await shortPayment('KEPT-EN')
    const phone = async ({ page, open, settle }: Visitor) => {
      await open('/receipts?state=all&search=REC-KEPT-EN')
      await page.getByText('扣款演示KEPT-EN有限公司').first().click({ force: true })
      await page.getByRole('checkbox', { name: 'Choose INV-KEPT-EN' }).check()
      await page.getByRole('button', { name: 'Record a deduction of INV-KEPT-EN' }).click()
      await settle()
      if (shots !== undefined) await page.screenshot({ path: `${shots}/phone.png` })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      expect(await seriousFaults(page)).toEqual([])
      await open('/receipts/deductions?state=all')
      if (shots !== undefined) await page.screenshot({ path: `${shots}/phone-list.png` })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      expect(await seriousFaults(page)).toEqual([])
      await open('/bills?state=all')
      if (shots !== undefined) await page.screenshot({ path: `${shots}/phone-bills.png` })
    }
    await as('finance', 390, phone, 'en')
  })
})

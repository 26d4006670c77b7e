import type { BrowserContext } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { bookCustomer } from './booked-customer.js'
import { demoPeople } from './demo-people.js'
import { get } from './owing-customers.js'

const { as } = demoPeople()

const codes = ['BULK-1', 'BULK-2', 'BULK-3']
const invoice = { amount: '100.00', date: '2026-10-01', dueDate: '2026-10-31' }

const ownersOf = (context: BrowserContext) =>
  Promise.all(
    codes.map(
      async (code) =>
        (await get<{ ownerUsername: string | null }>(context, `/api/v1/customers/${code}`)).ownerUsername,
    ),
  )
const collectorsOf = async (context: BrowserContext) => {
  const list = '/api/v1/collections/worklist?show=all&search=BULK-&pageSize=10'
  const { items } = await get<{ items: { customerCode: string; collector: string | null }[] }>(context, list)
  return codes.map((code) => items.find(({ customerCode }) => customerCode === code)?.collector ?? null)
}

describe('the list of customers', () => {
  it.each([
    ['指派业务员', '已恢复原业务员', ownersOf],
    ['指派催收人', '已恢复原催收人', collectorsOf],
  ] as const)('%s: everything that the filter finds, and back with one click', async (to, undone, read) => {
    await as('admin', 1440, async ({ page, context, open, settle }) => {
      for (const code of codes)
        await bookCustomer(
          context,
          { code, name: `批量指派${code}有限公司` },
          { invoices: [{ number: `INV-${code}`, ...invoice }], receipts: [] },
        )
      const before = await read(context)
      await open('/customers?search=BULK-')
      await page.getByText('批量指派BULK-3有限公司').first().waitFor()
      // One is ticked, all are meant.
      await page.getByRole('row').filter({ hasText: 'BULK-1' }).getByRole('checkbox').check()
      await page.getByRole('button', { name: '改为全部筛选结果' }).click()
      await page.getByText('将作用于全部筛选结果').waitFor()
      // Under the pointer a link has another colour.
      await page.mouse.move(0, 0)
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      await page.getByRole('combobox', { name: to }).click()
      await page.getByRole('combobox', { name: to }).fill('finance')
      await page
        .locator('.ant-select-item-option', { hasText: /finance$/ })
        .first()
        .click()
      await page.getByText('已指派，变更 3 家客户').waitFor()
      expect(await read(context)).toEqual(['finance', 'finance', 'finance'])
      await page.getByRole('button', { name: /^撤\s?销$/ }).click()
      await page.getByText(undone).waitFor()
      await page.mouse.move(0, 0)
      expect(await read(context)).toEqual(before)
      await settle()
      expect(await seriousFaults(page)).toEqual([])
    })
  })
})

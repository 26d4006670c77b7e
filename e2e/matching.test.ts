import type { BrowserContext, Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { bookCustomer } from './booked-customer.js'
import { demoPeople, send } from './demo-people.js'
import { get } from './owing-customers.js'

const { as } = demoPeople()

const panel = (page: Page) => page.getByRole('region', { name: '收款', exact: true })
const ticked = (where: Page | Locator, number: string) =>
  where.getByRole('checkbox', { name: `选择 ${number}`, exact: true })
const pick = (page: Page, number: string) => ticked(panel(page), number)
const row = (page: Page, number: string) =>
  panel(page)
    .getByRole('listitem')
    .filter({ has: ticked(page, number) })
const amountOf = (page: Page, number: string) =>
  panel(page).getByRole('textbox', { name: `${number} 的核销金额` })

/** A customer who owes 1,000 and 500 and paid 1,200 and 300 without saying what for. */
async function twoPayments(code: string): Promise<void> {
  const name = `拖动演示${code}有限公司`
  const paid = { date: '2026-11-10' }
  const owed = { date: '2026-10-01', dueDate: '2026-10-31' }
  await as('admin', 1440, ({ context }) =>
    bookCustomer(
      context,
      { code, name },
      {
        invoices: [
          { number: `${code}-I1`, amount: '1000.00', ...owed },
          { number: `${code}-I2`, amount: '500.00', ...owed },
        ],
        receipts: [
          { number: `${code}-R1`, amount: '1200.00', ...paid },
          { number: `${code}-R2`, amount: '300.00', ...paid },
        ],
      },
    ),
  )
}

const leftOf = async (context: BrowserContext, code: string) =>
  (
    await get<{ items: { number: string; left: { amount: string } }[] }>(
      context,
      `/api/v1/receipts?state=all&search=${code}-R`,
    )
  ).items
    .map(({ number, left }) => `${number} ${left.amount}`)
    .sort()

describe('matching by hand', () => {
  it('drags invoices onto a receipt and a receipt onto an invoice; nothing is applied before the button', async () => {
    await twoPayments('DRAG')
    await as('finance', 1440, async ({ page, context, open, settle }) => {
      await open('/receipts?state=all&search=DRAG-R')
      const listed = (amount: string) => page.getByRole('row').filter({ hasText: amount })
      await listed('1,200.00').first().click()
      await pick(page, 'DRAG-I1').waitFor()
      await settle()
      const receipt = panel(page).getByText('收款余额')
      await row(page, 'DRAG-I1').getByText('DRAG-I1').dragTo(receipt)
      expect(await amountOf(page, 'DRAG-I1').inputValue()).toBe('1000.00')
      await receipt.dragTo(row(page, 'DRAG-I2'))
      expect(await amountOf(page, 'DRAG-I2').inputValue()).toBe('200.00')
      expect(await leftOf(context, 'DRAG')).toEqual(['DRAG-R1 1200.00', 'DRAG-R2 300.00'])
      expect(await seriousFaults(page)).toEqual([])
      await panel(page).getByRole('button', { name: '核销 1,200.00' }).click()
      await expect.poll(() => leftOf(context, 'DRAG')).toEqual(['DRAG-R1 0.00', 'DRAG-R2 300.00'])

      // The other receipt is opened by what is dropped on it.
      await panel(page).getByRole('button', { name: '撤销核销' }).click()
      await page.getByRole('dialog').getByLabel('原因').fill('重新核销')
      await page.getByRole('dialog').getByRole('button', { name: '撤销核销' }).click()
      await pick(page, 'DRAG-I2').waitFor()
      await settle()
      await row(page, 'DRAG-I2').getByText('DRAG-I2').dragTo(listed('300.00').first())
      await panel(page).getByText('收款 DRAG-R2').waitFor()
      await expect.poll(() => amountOf(page, 'DRAG-I2').inputValue()).toBe('300.00')
      // With keys: the tick goes and comes back.
      await pick(page, 'DRAG-I2').focus()
      await page.keyboard.press('Space')
      expect(await amountOf(page, 'DRAG-I2').inputValue()).toBe('')
      await listed('1,200.00').first().dragTo(row(page, 'DRAG-I1'))
      await panel(page).getByText('收款 DRAG-R1').waitFor()
      await expect.poll(() => amountOf(page, 'DRAG-I1').inputValue()).toBe('1000.00')
      await panel(page).getByRole('button', { name: '核销 1,000.00' }).click()
      await expect.poll(() => leftOf(context, 'DRAG')).toEqual(['DRAG-R1 200.00', 'DRAG-R2 300.00'])
    })
  })

  it('is done with ticks on a phone', async () => {
    await twoPayments('TICK')
    await as('finance', 390, async ({ page, context, open, settle }) => {
      await open('/receipts?state=all&search=TICK-R2')
      await page.getByText('拖动演示TICK有限公司').first().click({ force: true })
      await pick(page, 'TICK-I2').check()
      expect(await page.locator('[draggable=true]').count()).toBe(0)
      await settle()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      expect(await seriousFaults(page)).toEqual([])
      await panel(page).getByRole('button', { name: '核销 300.00' }).click()
      await expect.poll(() => leftOf(context, 'TICK')).toEqual(['TICK-R1 1200.00', 'TICK-R2 0.00'])
    })
  })
})

describe('where late interest is claimed', () => {
  it('a proposal says what of the payment the law counts towards it, and not where it is not claimed', async () => {
    await twoPayments('LATE')
    const settings = await as('admin', 1440, async ({ page, context, open }) => {
      const before = await get<Record<string, unknown>>(context, '/api/v1/matching-settings')
      await open('/receipts')
      await page.getByRole('button', { name: '立即核销' }).click()
      const proposed = () =>
        get<{ items: { number: string }[] }>(context, '/api/v1/receipts?state=review&search=LATE-R')
      await expect.poll(async () => (await proposed()).items.length, { timeout: 60_000 }).toBeGreaterThan(0)
      const number = (await proposed()).items[0]?.number ?? ''
      await open(`/receipts?state=review&search=${number}`)
      await page.getByText('拖动演示LATE有限公司').first().click()
      await panel(page).getByText('建议核销').first().waitFor()
      expect(await panel(page).getByText('其中应先抵充利息').count()).toBe(0)

      await page.getByRole('button', { name: '核销设置' }).click()
      await page.getByRole('dialog').getByRole('checkbox', { name: '向客户主张逾期利息' }).check()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^保\s?存$/ })
        .click()
      await page.getByText('核销设置已保存').waitFor()
      return before
    })
    await as('finance', 1440, async ({ page, context, open, settle }) => {
      const { items } = await get<{ items: { number: string; date: string; left: { amount: string } }[] }>(
        context,
        '/api/v1/receipts?state=review&search=LATE-R',
      )
      const [one] = items
      await open(`/receipts?state=review&search=${one?.number ?? ''}`)
      await page.getByText('拖动演示LATE有限公司').first().click()
      const note = panel(page).getByText('其中应先抵充利息')
      await note.waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      const payment = `amount=${one?.left.amount ?? ''}&currency=CNY&on=${one?.date ?? ''}`
      const order = await get<{ items: { toInterest: { amount: string } }[] }>(
        context,
        `/api/v1/customers/LATE/payment-order?${payment}`,
      )
      const cents = order.items.reduce((sum, { toInterest }) => sum + Number(toInterest.amount) * 100, 0)
      expect(Math.round(cents)).toBeGreaterThan(0)
      expect(await note.textContent()).toContain((Math.round(cents) / 100).toFixed(2))
    })
    await as('admin', 1440, ({ context }) => {
      const { version: _, ...rest } = settings
      return send(context, 'PUT', '/api/v1/matching-settings', rest)
    })
  })
})

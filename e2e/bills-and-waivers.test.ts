import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople } from './demo-people.js'
import { freeCustomers, get, owedBy } from './owing-customers.js'
import type { Visitor } from './visitor.js'

const { as } = demoPeople()

const drawer = (page: Page) => page.getByRole('dialog')
const save = (page: Page) =>
  drawer(page)
    .getByRole('button', { name: /^保\s?存$/ })
    .click()
const widthOver = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

/** Types a day into a field, as people who know it do. */
async function day(page: Page, field: string, value: string): Promise<void> {
  const input = drawer(page).getByLabel(field)
  await input.fill(value)
  await input.press('Enter')
}

const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Chooses an act on a bill and confirms it in its dialog. */
async function act(page: Page, name: string, fill?: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${[...name].join('\\s?')}$`) }).click()
  await fill?.()
  await drawer(page).locator('.ant-modal-footer .ant-btn').last().click()
  await drawer(page).waitFor({ state: 'hidden' })
}

describe('a bill of exchange', () => {
  it('pays an invoice, is discounted with recourse, is dishonoured, and the invoice is owed again', async () => {
    await as('finance', 1440, async ({ page, context, open, settle }) => {
      const [free] = await freeCustomers(context, 1)
      const [item] = free?.overdue ?? []
      const code = free?.code ?? ''
      const owed = async () =>
        (await owedBy(context, code)).find(({ number }) => number === item?.number)?.open
      const number = `5${Date.now()}`
      await open('/bills')
      await page.getByRole('button', { name: '登记票据' }).click()
      await drawer(page).getByText('商业承兑汇票').click()
      await drawer(page).getByLabel('票据号').fill(number)
      await drawer(page)
        .getByRole('combobox', { name: /搜索客户/ })
        .fill(code)
      await page.locator('.ant-select-item-option', { hasText: code }).click()
      await drawer(page).getByRole('combobox', { name: '信用段' }).click()
      await page.locator('.ant-select-item-option', { hasText: item?.segment ?? '' }).click()
      await drawer(page)
        .getByLabel('票面金额')
        .fill(item?.open.amount ?? '')
      await drawer(page).getByLabel('出票人').fill('出票有限公司')
      await drawer(page).getByLabel('承兑人').fill('承兑有限公司')
      await day(page, '出票日', daysFromNow(-5))
      await day(page, '到期日', daysFromNow(90))
      await drawer(page)
        .getByLabel('附言')
        .fill(item?.number ?? '')
      await save(page)
      await page.getByText('票据已登记').waitFor()
      // The matching finds the invoice that the bill names.
      await expect.poll(owed, { timeout: 60_000 }).toBeUndefined()
      const listed = await get<{ items: { id: string }[] }>(context, `/api/v1/bills?search=${number}`)
      const id = listed.items[0]?.id ?? ''

      await open(`/bills?bill=${id}`)
      await act(page, '贴现', () => drawer(page).getByLabel('贴现银行').fill('演示银行'))
      await page.getByText('已贴现').first().waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      await act(page, '拒付', () => drawer(page).getByLabel('原因').fill('承兑人账户余额不足'))
      await page.getByText('已拒付').first().waitFor()
      expect(await owed()).toEqual(item?.open)
      expect(await get(context, `/api/v1/bills/${id}`)).toMatchObject({
        ...{ state: 'dishonoured', exposure: { amount: '0.00' } },
      })
      await open(`/customers/${code}/recoveries`)
      await page.getByRole('link', { name: number }).waitFor()
      expect(await seriousFaults(page)).toEqual([])
    })
  }, 460_000)
})

interface Clock {
  readonly documentId: string
  readonly itemNo: number
  readonly number: string
  readonly customerCode: string
}

interface Claims {
  readonly items: readonly {
    readonly itemNo: number
    readonly interest: { open: { amount: string } } | null
  }[]
}

/** Receivables with late interest, each of another customer. */
async function interestOwed(context: BrowserContext, count: number): Promise<Clock[]> {
  const { items } = await get<{ items: Clock[] }>(context, '/api/v1/claims?pageSize=100')
  const found: Clock[] = []
  for (const clock of items) {
    if (found.some(({ customerCode }) => customerCode === clock.customerCode)) continue
    const claims = await get<Claims>(context, `/api/v1/claims/${clock.documentId}`)
    const interest = claims.items.find(({ itemNo }) => itemNo === clock.itemNo)?.interest
    if (Number(interest?.open.amount ?? 0) > 20) found.push(clock)
    if (found.length === count) return found
  }
  throw new Error('the demo book has too few customers who owe late interest')
}

/** Opens a receivable among the claims and gives up an amount of its interest. */
async function openClaim({ page, open }: Visitor, clock: Clock): Promise<void> {
  await open(`/claims?search=${clock.customerCode}`)
  const row = page.locator('li', { hasText: clock.number }).locator('button[aria-hidden]')
  const phone = (page.viewportSize()?.width ?? 0) < 600
  await (phone ? row : page.getByText(clock.number)).first().click()
}

async function waive(visitor: Visitor, clock: Clock, amount: string): Promise<void> {
  const { page } = visitor
  await openClaim(visitor, clock)
  await page.getByRole('button', { name: '豁免利息' }).click()
  await drawer(page)
    .getByLabel(/豁免金额/)
    .fill(amount)
  await drawer(page).getByRole('combobox', { name: '豁免原因' }).click()
  await page.locator('.ant-select-item-option', { hasText: '一次性结清本金' }).click()
  await drawer(page).getByLabel('说明').fill('客户一次付清本金')
  expect(await widthOver(page)).toBe(0)
  await save(page)
}

interface Waiver {
  readonly status: string
  readonly decidedBy: string | null
  readonly amount: { readonly amount: string }
}

interface Note {
  readonly number: string
  readonly status: string
  readonly dueOn: string
  readonly cancelReason: string | null
}

const waiverOf = async (context: BrowserContext, code: string) =>
  (await get<{ items: Waiver[] }>(context, `/api/v1/interest-waivers?customerCode=${code}`)).items[0]

describe('late interest', () => {
  it('is given up at once by whoever has the authority, with a phone', async () => {
    await as('manager', 390, async (visitor) => {
      const { page, context, settle } = visitor
      const [clock] = await interestOwed(context, 1)
      if (!clock) return
      await waive(visitor, clock, '10.00')
      await page.getByText('利息已豁免').first().waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      expect(await waiverOf(context, clock.customerCode)).toMatchObject({
        ...{ status: 'granted', decidedBy: 'manager', amount: { amount: '10.00' } },
      })
    })
  }, 460_000)

  it('is asked for by whoever has none, and given up when somebody else approves', async () => {
    const code = await as('finance', 1440, async (visitor) => {
      const { page, context } = visitor
      const clock = (await interestOwed(context, 2)).at(-1)
      if (!clock) return ''
      await waive(visitor, clock, '12.00')
      await page.getByText(/已提交审批 AP-/).waitFor()
      expect(await waiverOf(context, clock.customerCode)).toMatchObject({ status: 'requested' })
      return clock.customerCode
    })
    await as('manager', 1440, async ({ page, context, open }) => {
      const inbox = await get<{ items: { id: string; customer: { code: string } | null }[] }>(
        context,
        '/api/v1/inbox?subject=interest-waiver&limit=100',
      )
      const waiting = inbox.items.find(({ customer }) => customer?.code === code)
      await open(`/approval-cases/${waiting?.id ?? ''}`)
      const agree = page
        .getByRole('group', { name: '可用操作' })
        .getByRole('button', { name: '同意', exact: true })
      await agree.click()
      const answered = page.waitForResponse((response) => response.url().endsWith('/actions'))
      await page.getByRole('dialog').locator('.ant-modal-footer .ant-btn').last().click()
      expect((await answered).status()).toBe(200)
      expect(await waiverOf(context, code)).toMatchObject({ status: 'granted', decidedBy: 'manager' })
      await open(`/customers/${code}/recoveries`)
      await page.getByText('已豁免').first().waitFor()
      expect(await seriousFaults(page)).toEqual([])
    })
  }, 460_000)

  it('is billed as an invoice of its own, seen among invoices and with the customer, and taken back', async () => {
    await as('finance', 1440, async (visitor) => {
      const { page, context, open } = visitor
      const clock = (await interestOwed(context, 3)).at(-1)
      if (!clock) return
      const note = async () =>
        (await get<{ items: Note[] }>(context, `/api/v1/interest-notes?customerCode=${clock.customerCode}`))
          .items[0]
      await openClaim(visitor, clock)
      await page.getByRole('button', { name: '开利息账单' }).click()
      await day(page, '付款到期日', daysFromNow(10))
      expect(await widthOver(page)).toBe(0)
      await save(page)
      await page.getByText(/已开利息账单 LI-/).waitFor()
      await page.getByText('已开账单').first().waitFor()
      expect(await seriousFaults(page)).toEqual([])
      const issued = await note()
      expect(issued).toMatchObject({ status: 'issued', dueOn: daysFromNow(10) })
      const number = issued?.number ?? ''
      await open(`/customers/${clock.customerCode}/recoveries`)
      await page.getByRole('link', { name: number }).click()
      await page.getByText(number).first().waitFor()
      await openClaim(visitor, clock)
      await page.getByRole('button', { name: /^作\s?废$/ }).click()
      await drawer(page).getByLabel('作废原因').fill('客户已另行结清')
      await save(page)
      await page.getByText('已作废').first().waitFor()
      expect(await note()).toMatchObject({ status: 'cancelled', cancelReason: '客户已另行结清' })
      expect(await seriousFaults(page)).toEqual([])
    })
  }, 460_000)
})

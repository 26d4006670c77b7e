import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople, send } from './demo-people.js'
import type { Visitor } from './visitor.js'

interface Invoice {
  readonly id: string
  readonly customerCode: string
  readonly customerName: string
  readonly number: string
  readonly instalments: number
  readonly open: { readonly amount: string; readonly currency: string }
}

const { as, visitAs } = demoPeople()

async function get<T>(context: BrowserContext, path: string): Promise<T> {
  const answer = await context.request.get(path)
  expect(answer.status(), path).toBe(200)
  return (await answer.json()) as T
}

/** Two overdue invoices, of one line each in a statement, of a customer for whom nothing is disputed. */
async function owing(context: BrowserContext, place: number): Promise<[Invoice, Invoice]> {
  const { items } = await get<{ items: Invoice[] }>(context, '/api/v1/invoices?state=overdue&pageSize=300')
  const { items: disputed } = await get<{ items: { customerCode: string }[] }>(
    context,
    '/api/v1/disputes?status=current&limit=500',
  )
  const free = items.filter(
    ({ customerCode, open, instalments }) =>
      open.currency === 'CNY' &&
      instalments === 1 &&
      !disputed.some((one) => one.customerCode === customerCode),
  )
  const codes = [...new Set(free.map(({ customerCode }) => customerCode))]
  const pairs = codes
    .map((code) => free.filter(({ customerCode }) => customerCode === code))
    .filter((some) => some.length >= 2)
  const [first, second] = pairs[place] ?? []
  if (!first || !second) throw new Error('no customer of the demo book has two overdue invoices')
  return [first, second]
}

async function linkFor(context: BrowserContext, customerCode: string, language: 'zh-CN' | 'en') {
  const body = { customerCode, language, from: '2020-01-01' }
  return (await send(context, 'POST', '/api/v1/statements/links', body)) as { id: string; path: string }
}

const phone = (language: 'zh-CN' | 'en') => visitAs({ language, width: 390 })

async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(await seriousFaults(page)).toEqual([])
}

/** What a customer does on the phone who finds one line wrong. */
async function dispute(
  { page, open, settle, faults }: Visitor,
  path: string,
  [wrong, right]: readonly Invoice[],
) {
  await open(path)
  await page.getByRole('heading', { level: 1, name: '往来对账单' }).waitFor()
  await page.getByText(right?.number ?? '', { exact: true }).waitFor()
  const number = wrong?.number ?? ''
  await page
    .getByText(number, { exact: true })
    .locator('xpath=ancestor::div[2]')
    .getByRole('checkbox', { name: '此笔有差异' })
    .check()
  expect(await page.getByRole('button', { name: '提交 1 笔差异' }).isDisabled()).toBe(true)
  await page.getByLabel(`我方账面金额 ${number}`).fill('0.01')
  await page.getByLabel(`差异原因 ${number}`).fill('到货短少，已拒收')
  await fits(page)
  const proof = { name: '签收单.txt', mimeType: 'text/plain', buffer: Buffer.from('只收到 8 箱') }
  await page.locator('input[type=file]').setInputFiles(proof)
  await page.getByText('已上传：签收单.txt').waitFor()
  await page.getByLabel('答复人姓名').fill('王芳')
  await page.getByLabel('职务').fill('财务经理')
  await page.getByRole('button', { name: '提交 1 笔差异' }).click()
  await page.getByText('差异已提交').waitFor()
  await page.getByText('答复人：王芳。感谢核对，可关闭此页。').waitFor()
  await settle()
  expect(await page.getByRole('button', { name: /提交|确认/ }).count()).toBe(0)
  await fits(page)
  // What was answered is there when the link is opened again.
  await open(path)
  await page.getByText('差异已提交').waitFor()
  expect(faults).toEqual([])
}

interface Followed {
  readonly items: readonly {
    readonly outcome: string
    readonly dispute: { id: string; number: string } | null
  }[]
}

describe('a customer who opens the link of a statement on a phone', () => {
  it('disputes a line with a reason and a proof; the office has the dispute, its owner, day and evidence', async () => {
    await as('finance', 1440, async ({ page, context, open }) => {
      const invoices = await owing(context, 0)
      const { customerCode } = invoices[0]
      const { id, path } = await linkFor(context, customerCode, 'zh-CN')
      const customer = await phone('zh-CN')
      try {
        await dispute(customer, path, invoices)
      } finally {
        await customer.context.close()
      }
      const followed = () => get<Followed>(context, `/api/v1/statements/${id}/disputes`)
      await expect.poll(async () => (await followed()).items.length, { timeout: 60_000 }).toBe(1)
      const line = (await followed()).items[0]
      expect(line?.outcome).toBe('opened')
      await open(`/statements?search=${encodeURIComponent(customerCode)}`)
      await page.getByText(invoices[0].customerName).first().click()
      const panel = page.getByRole('region', { name: '对账单', exact: true })
      await panel.getByText('到货短少，已拒收').waitFor()
      await panel.getByText('已登记争议').waitFor()
      await panel.getByRole('link', { name: '签收单.txt' }).waitFor()
      await panel.getByRole('link', { name: line?.dispute?.number ?? '' }).click()
      await page.waitForURL(/\/worklist\//)
      await page
        .getByText(/到货短少，已拒收/)
        .first()
        .waitFor()
      const evidence = await get<{ items: { name: string; objects: { id: string }[] }[] }>(
        context,
        `/api/v1/customers/${customerCode}/evidence`,
      )
      const proof = evidence.items.find(({ name }) => name === '签收单.txt')
      expect(proof?.objects.map((object) => object.id)).toContain(line?.dispute?.id)
    })
  }, 300_000)

  it('confirms all lines in English, which begins the limitation periods anew', async () => {
    await as('finance', 1440, async ({ context }) => {
      const [invoice] = await owing(context, 1)
      const { path } = await linkFor(context, invoice.customerCode, 'en')
      const { page, open, faults, context: own } = await phone('en')
      try {
        await open(path)
        await page.getByRole('heading', { level: 1, name: 'Statement of account' }).waitFor()
        await page.getByText('waived in writing').waitFor()
        await fits(page)
        await page.getByLabel('Your name').fill('Lisa Wang')
        await page.getByRole('button', { name: 'It is right: confirm' }).click()
        await page.getByText('Answered by Lisa Wang. Thank you; this page may be closed.').waitFor()
        await fits(page)
        expect(faults).toEqual([])
      } finally {
        await own.close()
      }
      const causes = async () => {
        const { items } = await get<{ items: { limitation: { cause: string } | null }[] }>(
          context,
          `/api/v1/claims/${invoice.id}`,
        )
        return items.map(({ limitation }) => limitation?.cause)
      }
      await expect.poll(causes, { timeout: 60_000 }).toContain('consent')
    })
  }, 300_000)

  it.each([
    ['zh-CN', '链接无效或已过期，请联系对方重新发送。'],
    ['en', 'The link is not valid or has expired; ask for a new one.'],
  ] as const)(
    'is told in %s that a withdrawn or unknown link works no more',
    async (language, said) => {
      await as('finance', 1440, async ({ context }) => {
        const [invoice] = await owing(context, 2)
        const { id, path } = await linkFor(context, invoice.customerCode, language)
        await send(context, 'POST', `/api/v1/statements/${id}/withdraw`, {})
        for (const link of [path, `/confirm-statement#token=${'x'.repeat(43)}`]) {
          const customer = await phone(language)
          try {
            await customer.open(link)
            await customer.page.getByText(said).waitFor()
            await fits(customer.page)
            // The refusal itself is all that the browser complains about.
            expect(customer.faults.filter((fault) => !fault.includes('404'))).toEqual([])
          } finally {
            await customer.context.close()
          }
        }
      })
    },
    240_000,
  )

  it('who tries again and again is asked to wait', async () => {
    const { page, open, context } = await phone('zh-CN')
    try {
      const path = `/confirm-statement#token=${'y'.repeat(43)}`
      const data = { token: 'z'.repeat(43) }
      for (let tries = 0; tries < 125; tries++)
        await context.request.post('/api/v1/statement-links/open', { data })
      await open(path)
      await page.getByRole('alert').getByText(/秒/).waitFor()
      await fits(page)
    } finally {
      await context.close()
    }
  }, 120_000)
})

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople } from './demo-people.js'

interface Invoice {
  readonly customerCode: string
  readonly customerName: string
  readonly segment: string
  readonly number: string
  readonly open: { readonly amount: string; readonly currency: string }
}

const { as, visitAs } = demoPeople()

async function get<T>(context: BrowserContext, path: string): Promise<T> {
  const answer = await context.request.get(path)
  expect(answer.status(), path).toBe(200)
  return (await answer.json()) as T
}

/** Two customers of one segment with an open invoice in CNY each; the first pays in full, the second a part. */
async function payers(context: BrowserContext): Promise<[Invoice, Invoice]> {
  const { items } = await get<{ items: Invoice[] }>(context, '/api/v1/invoices?state=open&pageSize=300')
  const [first] = items.filter(({ open }) => open.currency === 'CNY')
  const second = items.find(
    (one) =>
      one.open.currency === 'CNY' &&
      one.segment === first?.segment &&
      one.customerCode !== first.customerCode &&
      Number(one.open.amount) > 1000,
  )
  if (!first || !second) throw new Error('the demo book has no two open invoices')
  return [first, second]
}

/** The last day of the month before this one, in China. */
function lastMonthEnd(): string {
  const here = new Date(Date.now() + 8 * 3_600_000)
  return new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth(), 0)).toISOString().slice(0, 10)
}

const header = '本方账号,交易时间,借方发生额,贷方发生额,余额,对方户名,对方账号,摘要,备注,交易流水号'

function statement([first, second]: readonly [Invoice, Invoice], mark: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'statement-')), 'statement.csv')
  const line = (payer: string, amount: string, text: string, no: number) =>
    `31050161,2026-11-20 10:00:0${no},,${amount},,${payer},62220000999${no},货款,${text},${mark}${no}`
  const rows = [
    line(first.customerName, first.open.amount, `付 ${first.number}`, 1),
    line(second.customerName, '317.31', '', 2),
    '31050161,2026-11-20 11:00:00,88.00,,,某供应商,622,付款,,OUT1234567',
  ]
  writeFileSync(path, [header, ...rows].join('\n'))
  return path
}

describe('a month-end', () => {
  it('imports a bank file, sees it matched, settles the rest by hand and takes that back', async () => {
    await as('finance', 1440, async ({ page, context, open, settle }) => {
      const pair = await payers(context)
      const mark = `E2E${Date.now()}`
      await open('/receipts')
      await page.getByRole('button', { name: '导入银行流水' }).click()
      await page.getByRole('radio', { name: /^银行流水/ }).waitFor()
      expect(await page.getByRole('radio', { name: /^银行流水/ }).isChecked()).toBe(true)
      await page.locator('input[type=file]').setInputFiles(statement(pair, mark))
      await page.waitForURL(/\/imports\/[0-9a-f-]{36}/)
      await settle()
      await page.getByLabel('默认信用段').click()
      await page.locator('.ant-select-item-option', { hasText: pair[0].segment }).first().click()
      await page.getByRole('button', { name: '校验全部行' }).click()
      await page.getByRole('button', { name: '开始导入' }).click({ timeout: 60_000 })
      await page.getByText('已完成').first().waitFor({ timeout: 60_000 })

      const receiptOf = async (no: number) => {
        const list = await get<{ items: { id: string; number: string }[] }>(
          context,
          `/api/v1/receipts?state=all&search=${mark}${no}`,
        )
        return list.items[0]
      }
      await expect.poll(() => receiptOf(2), { timeout: 60_000 }).toBeDefined()
      const matched = async () => {
        const one = await receiptOf(1)
        if (!one) return null
        const detail = await get<{ left: { amount: string }; matches: { method: string; state: string }[] }>(
          context,
          `/api/v1/receipts/${one.id}`,
        )
        return [detail.left.amount, detail.matches[0]?.method, detail.matches[0]?.state]
      }
      await expect.poll(matched, { timeout: 60_000 }).toEqual(['0.00', 'designation', 'accepted'])

      await open(`/receipts?search=${mark}2`)
      await page.getByText(pair[1].customerName).first().click()
      const panel = page.getByRole('region', { name: '收款', exact: true })
      await panel.getByRole('checkbox').first().check()
      await panel.getByRole('button', { name: '核销 317.31' }).click()
      await panel.getByText('已核销').first().waitFor()
      await panel.getByRole('button', { name: '撤销核销' }).first().click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('原因').fill('客户来函更正')
      await dialog.getByRole('button', { name: '撤销核销' }).click()
      await panel.getByText('已撤销').first().waitFor()
      await panel.getByText('客户来函更正').waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
    })
  }, 240_000)

  it('ages the book by customer, segment and currency, as of the end of last month too, and takes it along as a sheet', async () => {
    await as('finance', 1440, async ({ page, context, open, settle }) => {
      await open('/aging')
      await page.getByRole('heading', { level: 1, name: '账龄分析' }).waitFor()
      for (const [by, label] of [
        ['segment', '信用段'],
        ['currency', '币种'],
        ['customer', '客户'],
      ] as const) {
        await page.getByRole('search').getByTitle(label, { exact: true }).click()
        await settle()
        const { items, totals } = await get<{
          items: { total: { amount: string } }[]
          totals: unknown[]
        }>(context, `/api/v1/aging?by=${by}`)
        expect(items.length, by).toBeGreaterThan(0)
        expect(totals.length, by).toBeGreaterThan(0)
      }
      await open(`/aging?asOf=${lastMonthEnd()}`)
      await page.getByText(lastMonthEnd()).first().waitFor()
      const sheet = page.waitForEvent('download')
      await page.getByRole('link', { name: /导出/ }).click()
      const path = await (await sheet).path()
      // A workbook is a ZIP file.
      expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK')
      expect(await seriousFaults(page)).toEqual([])
    })
  }, 120_000)

  it('keeps a snapshot of the day and sets it against the end of last month', async () => {
    await as('finance', 1440, async ({ page, open, settle }) => {
      await open('/aging/compare')
      await page.getByRole('button', { name: '保存快照' }).click()
      const note = `月结 ${Date.now()}`
      await page.getByRole('dialog').getByLabel('说明').fill(note)
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /保\s?存/ })
        .click()
      await page.getByText(note).first().waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
    })
  }, 120_000)

  it('sends a customer the statement; a link by hand opens it, and its opening comes back', async () => {
    await as('finance', 1440, async ({ page, context, open, settle }) => {
      const [{ customerCode, customerName }] = await payers(context)
      await open('/statements')
      await page.getByRole('button', { name: '发送对账单' }).click()
      const drawer = page.getByRole('dialog')
      await drawer.getByText('生成链接，自行转交').click()
      await drawer.getByRole('combobox').first().fill(customerCode)
      await page.locator('.ant-select-item-option', { hasText: customerName }).first().click()
      await drawer.getByRole('button', { name: /^发\s?送$/ }).click()
      const address = await drawer.getByText(/confirm-statement#token=/).innerText()
      const guest = await visitAs({ language: 'zh-CN', width: 390 })
      await guest.page.goto(address.trim())
      await guest.page.getByText(customerName).first().waitFor()
      expect(await guest.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      await guest.context.close()
      await open('/statements')
      await page.getByText(customerName).first().click()
      await page.getByRole('region', { name: '对账单', exact: true }).getByText('已打开').first().waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
    })
  }, 120_000)

  it('shows the waiting receipts on a phone with nothing to scroll sideways', async () => {
    await as('finance', 390, async ({ page, open }) => {
      for (const path of ['/receipts?state=review', '/receipts/bank-lines', '/invoices?state=overdue']) {
        await open(path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390)
      }
      await open('/receipts')
      await page.locator('main li button').first().click()
      await page.getByRole('heading', { level: 2, name: '人工核销' }).waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      expect(await seriousFaults(page)).toEqual([])
    })
  }, 120_000)
})

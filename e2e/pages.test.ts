import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { launchBrowser } from './chromium.js'
import { demoProgram } from './demo-book.js'
import { readableAddresses } from './reads.js'
import { visit, type Visitor, type VisitorOptions } from './visitor.js'

let browser: Browser
let program: { url: string }
let pages: string[]

beforeAll(async () => {
  browser = await launchBrowser()
  program = await demoProgram()
  pages = await listPages()
}, 460_000)

afterAll(() => browser.close())

async function withVisitor<T>(options: VisitorOptions, work: (visitor: Visitor) => Promise<T>): Promise<T> {
  const visitor = await visit(browser, program, options)
  try {
    return await work(visitor)
  } finally {
    await visitor.context.close()
  }
}

/** Pages that are reached from others. */
const designers = [
  '/approvals/all',
  '/approvals/statistics',
  '/approvals/calendar',
  '/approval-flows/default-hold-release',
  '/policies/design',
  '/rules/design',
  '/scorecard/monitoring',
  '/scorecard/refits',
  '/strategies/design',
  '/settings/notifications/sms',
  '/receipts/deductions',
]

/** Every page of the navigation as an administrator sees it, the designers, and one customer's page. */
async function listPages(): Promise<string[]> {
  return withVisitor({ language: 'en', width: 1440, username: 'admin' }, async ({ page, open }) => {
    await open('/customers')
    const links = await page
      .locator('nav a[href^="/"], aside a[href^="/"]')
      .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? '/'))
    const customer = await page.locator('a[href^="/customers/"]').first().getAttribute('href')
    const ofCustomer = customer === null ? [] : [customer, `${customer}/report`]
    return [...new Set([...links, ...designers, ...ofCustomer])]
  })
}

describe('on the demo book', () => {
  it('every reading address of the interface answers without a fault of the server', async () => {
    await withVisitor({ language: 'en', width: 1440, username: 'admin' }, async ({ context }) => {
      const addresses = await readableAddresses(context.request)
      expect(addresses.length).toBeGreaterThan(15)
      const faults: string[] = []
      for (const address of addresses) {
        const response = await context.request.get(address)
        if (response.status() >= 500) faults.push(`${address}: ${response.status()} ${await response.text()}`)
      }
      expect(faults).toEqual([])
    })
  })

  it('no page complains in the console or breaks a serious axe rule', async () => {
    expect(pages.length).toBeGreaterThan(40)
    const half = Math.ceil(pages.length / 2)
    const walks = [pages.slice(0, half), pages.slice(half)].map(async (paths) =>
      withVisitor({ language: 'zh-CN', width: 1440, username: 'admin' }, async ({ page, open, faults }) => {
        const violations: string[] = []
        for (const path of paths) {
          await open(path)
          for (const fault of await seriousFaults(page)) violations.push(`${path}: ${fault}`)
        }
        return [...faults, ...violations]
      }),
    )
    expect((await Promise.all(walks)).flat()).toEqual([])
  }, 900_000)

  it('no page complains or is wider than a phone, in either language', async () => {
    const walks = (['zh-CN', 'en'] as const).map((language) =>
      withVisitor({ language, width: 390, username: 'admin' }, async ({ page, open, go, faults }) => {
        const tooWide: string[] = []
        await open('/')
        for (const path of pages) {
          await go(path)
          const width = await page.evaluate(() => document.documentElement.scrollWidth)
          if (width > 390) tooWide.push(`${path} in ${language}: ${width} px`)
        }
        return [...faults, ...tooWide]
      }),
    )
    expect((await Promise.all(walks)).flat()).toEqual([])
  }, 900_000)

  it('signs in with the keyboard alone, switches the language and remembers it', async () => {
    await withVisitor({ language: 'zh-CN', width: 1440 }, async ({ page, open, settle }) => {
      await open('/')
      await page.keyboard.type('manager')
      await page.keyboard.press('Tab')
      await page.keyboard.type('xinheng-demo')
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: '客户' }).first().waitFor()
      const kept = page.waitForResponse((response) => response.url().endsWith('/api/v1/session/locale'))
      await page.getByRole('button', { name: 'English' }).click()
      await page.getByRole('link', { name: 'Customers' }).first().waitFor()
      expect((await kept).status()).toBe(204)
      await page.reload()
      await settle()
      await page.getByRole('link', { name: 'Customers' }).first().waitFor()
    })
  })

  it('finds a customer by the initials of its name in pinyin', async () => {
    await withVisitor({ language: 'zh-CN', width: 1440, username: 'manager' }, async ({ page, open }) => {
      await open('/customers')
      const name = await page
        .locator('a[href^="/customers/"]', { hasText: /有限公司/ })
        .first()
        .innerText()
      const { pinyin } = await import('pinyin-pro')
      const initials = pinyin(name.trim(), { pattern: 'first', toneType: 'none', separator: '' }).slice(0, 8)
      await open(`/customers?search=${encodeURIComponent(initials)}`)
      await page.getByText(name.trim()).first().waitFor()
    })
  })

  it('keeps filter, page and place of a list on the way to a customer and back', async () => {
    await withVisitor(
      { language: 'zh-CN', width: 1440, username: 'manager' },
      async ({ page, open, settle, faults }) => {
        await open('/customers?sort=-score&page=2')
        const link = page.locator('tr[data-row-index="1"] a').first()
        const name = await link.innerText()
        const address = (await link.getAttribute('href')) ?? ''
        await page.evaluate(() => window.scrollTo(0, 300))
        await page.keyboard.press('j')
        await page.keyboard.press('j')
        const place = await page.evaluate(() => window.scrollY)
        await page.keyboard.press('Enter')
        await page.waitForURL(`**${address}`)
        await page.getByRole('heading', { level: 1, name }).waitFor()
        await page.goBack()
        await page.waitForURL('**/customers?sort=-score&page=2')
        await link.waitFor()
        await settle()
        expect(Math.abs((await page.evaluate(() => window.scrollY)) - place)).toBeLessThan(60)
        await page.keyboard.press('Control+k')
        await page.getByRole('combobox', { name: /搜索客户/ }).waitFor()
        await page
          .getByRole('option', { name: new RegExp(`${address.split('/').at(-1) ?? ''}.*最近打开`) })
          .waitFor()
        expect(faults).toEqual([])
      },
    )
  })

  it('begins another page at its top when its address is typed', async () => {
    const low = { language: 'zh-CN', width: 1440, height: 260, username: 'manager' } as const
    await withVisitor(low, async ({ page, open }) => {
      await open('/customers')
      await page.evaluate(() => window.scrollTo(0, 60))
      await open('/aging')
      expect(await page.evaluate(() => window.scrollY)).toBe(0)
    })
  })

  it('leads to the sign-in page when the session is over, and from there back to the page', async () => {
    await withVisitor(
      { language: 'zh-CN', width: 1440, username: 'finance' },
      async ({ page, context, open }) => {
        await open('/customers')
        await context.clearCookies()
        await open('/customers?grade=C')
        await page.waitForURL('**/sign-in?next=*')
        await page.getByRole('button', { name: /finance/ }).click()
        await page.waitForURL('**/customers?grade=C')
      },
    )
  })

  it('downloads the whole filtered list, not only the page', async () => {
    await withVisitor({ language: 'zh-CN', width: 1440, username: 'manager' }, async ({ page, open }) => {
      await open('/customers?pageSize=20')
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: '导出 CSV' }).click()
      const path = await (await download).path()
      const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n')
      expect(lines[0]).toContain('客户编码')
      expect(lines.length).toBeGreaterThan(300)
    })
  })
})

import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './chromium.js'
import { demoProgram } from './demo-book.js'
import { visit, type Visitor, type VisitorOptions } from './visitor.js'

let browser: Browser
let program: { url: string }

beforeAll(async () => {
  browser = await launchBrowser()
  program = await demoProgram()
}, 400_000)

afterAll(() => browser.close())

async function as<T>(options: VisitorOptions, work: (visitor: Visitor) => Promise<T>): Promise<T> {
  const visitor = await visit(browser, program, options)
  visitor.page.setDefaultTimeout(20_000)
  try {
    const result = await work(visitor)
    expect(visitor.faults).toEqual([])
    return result
  } finally {
    await visitor.context.close()
  }
}

const views = [
  { language: 'zh-CN', width: 1440, button: '信用报告', download: '下载 PDF', marking: '非公共征信评级' },
  {
    language: 'en',
    width: 390,
    button: 'Credit report',
    download: 'Download PDF',
    marking: 'not a public credit rating',
  },
] as const

describe('the credit report', () => {
  it.each(views)(
    'is one click from the customer in $language at $width px, and is taken as PDF',
    async ({ language, width, button, download, marking }) => {
      await as({ language, width, username: 'manager' }, async ({ page, open, settle }) => {
        await open('/customers/C000004')
        await page.getByRole('link', { name: button }).click()
        await settle()
        await page.getByText(marking).first().waitFor()
        const sections = await page.locator('article section').count()
        expect(sections).toBeGreaterThanOrEqual(9)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
        expect(await page.locator('article svg[role="img"]').count()).toBeGreaterThanOrEqual(3)
        const started = performance.now()
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('link', { name: download }).click(),
        ])
        const bytes = readFileSync(await file.path())
        expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
        expect(performance.now() - started).toBeLessThan(5_000)
      })
    },
    120_000,
  )

  it('is made for paper too: only the sheet is printed', async () => {
    await as({ language: 'zh-CN', width: 1440, username: 'manager' }, async ({ page, open }) => {
      await open('/customers/C000004/report')
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByRole('link', { name: '下载 PDF' }).isVisible()).toBe(false)
      expect(await page.locator('article').isVisible()).toBe(true)
    })
  }, 60_000)
})

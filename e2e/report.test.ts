import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { demoPeople } from './demo-people.js'

const { as } = demoPeople()

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
      await as(
        'manager',
        width,
        async ({ page, open, settle }) => {
          await open('/customers/C000004')
          await page.getByRole('link', { name: button }).click()
          await settle()
          await page.getByText(marking).first().waitFor()
          const sections = await page.locator('article section').count()
          expect(sections).toBeGreaterThanOrEqual(9)
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
          expect(await page.locator('article svg[role="img"]').count()).toBeGreaterThanOrEqual(3)
          const [file] = await Promise.all([
            page.waitForEvent('download'),
            page.getByRole('link', { name: download }).click(),
          ])
          const bytes = readFileSync(await file.path())
          expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
        },
        language,
      )
    },
    120_000,
  )

  it('is made for paper too: only the sheet is printed', async () => {
    await as('manager', 1440, async ({ page, open }) => {
      await open('/customers/C000004/report')
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByRole('link', { name: '下载 PDF' }).isVisible()).toBe(false)
      expect(await page.locator('article').isVisible()).toBe(true)
    })
  }, 60_000)
})

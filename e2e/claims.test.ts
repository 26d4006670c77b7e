import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople } from './demo-people.js'

const { as } = demoPeople()

const drawer = (page: Page) => page.getByRole('dialog')

describe('whoever works on claims', () => {
  it('publishes the figures of the law as a new version', async () => {
    await as('manager', 1440, async ({ page, open, settle }) => {
      await open('/claims/rates')
      await page.getByRole('button', { name: '发布新版本' }).click()
      await drawer(page).getByLabel('依据').fill('合规评审 2026-11')
      expect(await seriousFaults(page)).toEqual([])
      await drawer(page)
        .getByRole('button', { name: /^保\s?存$/ })
        .click()
      await page.getByText(/版本 1，自/).waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
    })
  }, 180_000)

  it('takes statements of everybody who owes as one file', async () => {
    await as('finance', 1440, async ({ page, open }) => {
      await open('/statements')
      await page.getByRole('button', { name: '批量生成 PDF' }).click()
      await drawer(page).getByRole('button', { name: '生成对账单' }).click()
      const ready = drawer(page).getByRole('link', { name: /下载 \d+ 份/ })
      await ready.first().waitFor({ timeout: 180_000 })
      const [file] = await Promise.all([page.waitForEvent('download'), ready.first().click()])
      expect(file.suggestedFilename()).toMatch(/^statements-.+\.zip$/)
      expect(await seriousFaults(page)).toEqual([])
    })
  }, 300_000)
})

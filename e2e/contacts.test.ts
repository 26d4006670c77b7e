import { describe, expect, it } from 'vitest'
import { demoPeople } from './demo-people.js'

const { as } = demoPeople()

const customer = '/customers/C000004'

describe('people at a customer and the accounts it pays from', () => {
  it('are shown masked; the eye shows one number for a reason, and who looked is in the history', async () => {
    await as('manager', 1440, async ({ page, open }) => {
      await open(`${customer}/contacts`)
      const eye = page.getByRole('button', { name: /^查看.*电话$/ }).first()
      const masked = (await eye.locator('xpath=..').innerText()).trim()
      expect(masked).toMatch(/^14\d?\*{4}\d+$/)
      await eye.click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('说明').fill('约对账时间')
      const answered = page.waitForResponse((response) => response.url().endsWith('/show'))
      await dialog.locator('.ant-modal-footer .ant-btn').last().click()
      const { value } = (await (await answered).json()) as { value: string }
      expect(value).toMatch(/^144\d{8}$/)
      await page.getByText(value, { exact: true }).waitFor()
      await page.getByRole('button', { name: /^隐藏.*电话$/ }).click()
      await page.getByText(value, { exact: true }).waitFor({ state: 'detached' })
    })
    await as('admin', 1440, async ({ page, open }) => {
      await open(`${customer}/history`)
      const entry = page.getByRole('listitem').filter({ hasText: '查看敏感字段' }).first()
      await entry.getByText(/约对账时间/).waitFor()
      expect(await entry.innerText()).toContain('manager')
      expect(await entry.innerText()).not.toMatch(/144\d{8}/)
    })
  }, 120_000)

  it('are added, changed and removed, with nothing to scroll sideways on a phone', async () => {
    await as('analyst', 390, async ({ page, open, settle }) => {
      await open(`${customer}/contacts`)
      await page.getByRole('button', { name: '新增联系人' }).click()
      const drawer = page.getByRole('dialog')
      await drawer.getByLabel('姓名').fill('钱新来')
      await drawer.getByLabel('职务').fill('出纳')
      await drawer.getByLabel('电话').fill('14412345678')
      await drawer.getByRole('button', { name: /保\s*存/ }).click()
      const block = page.getByRole('listitem').filter({ hasText: '钱新来' })
      await block
        .getByText('144****5678')
        .or(block.getByText(/^14\d?\*{4}\d+$/))
        .first()
        .waitFor()
      await settle()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      const sideways = await page.evaluate(
        () =>
          [...document.querySelectorAll('main section *')].filter((part) => {
            const { overflowX } = getComputedStyle(part)
            return (overflowX === 'auto' || overflowX === 'scroll') && part.scrollWidth > part.clientWidth + 1
          }).length,
      )
      expect(sideways).toBe(0)
      await block.getByRole('button', { name: /删\s*除/ }).click()
      await page
        .locator('.ant-modal-confirm')
        .getByRole('button', { name: /删\s*除/ })
        .click()
      await block.waitFor({ state: 'detached' })
    })
  }, 120_000)
})

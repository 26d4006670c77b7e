import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople } from './demo-people.js'

const { as } = demoPeople()

describe('an administrator', () => {
  it('makes the address at which Alibaba Cloud tells of deliveries, sees it once, and takes it away', async () => {
    await as('admin', 1440, async ({ page, context, open, settle }) => {
      await open('/settings/notifications/sms')
      await page.getByRole('button', { name: '生成阿里云地址' }).click()
      const address = page.getByText(/\/api\/v1\/sms-receipts\/aliyun\/[\w-]{43}/)
      await address.waitFor()
      const url = new URL((await address.textContent()) ?? '')
      await page.mouse.move(0, 0)
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      const push = (path: string) => context.request.post(path, { data: [] })
      const taken = await push(url.pathname)
      expect([taken.status(), await taken.json()]).toEqual([200, { code: 0, msg: '接收成功' }])

      await open('/settings/notifications/sms')
      await page.getByRole('button', { name: '重新生成' }).waitFor()
      expect(await page.getByText('/api/v1/sms-receipts/').count()).toBe(0)
      await page.getByRole('button', { name: /^停\s?用$/ }).click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^停\s?用$/ })
        .click()
      await page.getByRole('button', { name: '生成阿里云地址' }).waitFor()
      expect((await push(url.pathname)).status()).toBe(404)
    })
  }, 240_000)

  it('does so with a phone, too', async () => {
    await as('admin', 390, async ({ page, open, settle }) => {
      await open('/settings/notifications/sms')
      await page.getByRole('button', { name: '生成腾讯云地址' }).click()
      await page.getByText(/\/api\/v1\/sms-receipts\/tencent\//).waitFor()
      await settle()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      expect(await seriousFaults(page)).toEqual([])
    })
  }, 240_000)
})

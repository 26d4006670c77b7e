import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople } from './demo-people.js'
import type { Visitor } from './visitor.js'

const { as } = demoPeople()

/** The demo book is forecast in the background after it was loaded. */
async function forecastReady(visitor: Visitor): Promise<void> {
  await expect
    .poll(
      async () => {
        const answer = await visitor.context.request.get('/api/v1/cash-forecast')
        return ((await answer.json()) as { asOf: string | null }).asOf
      },
      { timeout: 180_000, interval: 1000 },
    )
    .not.toBeNull()
}

describe('the cash forecast', () => {
  it('leads from a week to its invoices and to how a customer pays', async () => {
    await as('manager', 1440, async (visitor) => {
      const { page, open, settle } = visitor
      await forecastReady(visitor)
      await open('/cash-forecast')
      await page.getByText('按历史付款预测').waitFor()
      expect(await page.getByText('预测与实际').isVisible()).toBe(true)
      expect(await seriousFaults(page)).toEqual([])
      await page.locator('a[href^="/payment-forecasts?week="]').nth(1).click()
      await settle()
      expect(await page.getByRole('heading', { name: '单据付款预测' }).isVisible()).toBe(true)
      expect(await seriousFaults(page)).toEqual([])
      await page.locator('a[href^="/customers/"]').first().click()
      await settle()
      expect(await page.getByText('30 天内自行付款的可能性').isVisible()).toBe(true)
      const download = page.waitForEvent('download')
      await open('/cash-forecast')
      await page.getByRole('link', { name: '导出 XLSX' }).click()
      expect((await download).suggestedFilename()).toMatch(/^cash-forecast-\d{4}-\d{2}-\d{2}\.xlsx$/)
    })
  }, 300_000)

  it('fits a phone in English, with its models', async () => {
    await as(
      'analyst',
      390,
      async (visitor) => {
        const { page, open } = visitor
        await forecastReady(visitor)
        for (const path of ['/cash-forecast', '/cash-forecast/model', '/payment-forecasts']) {
          await open(path)
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
          expect(wider, path).toBeLessThanOrEqual(0)
          expect(await seriousFaults(page), path).toEqual([])
        }
        await open('/cash-forecast/model')
        expect(await page.getByRole('button', { name: 'Train a model' }).isVisible()).toBe(true)
      },
      'en',
    )
  }, 300_000)
})

import { describe, expect, it } from 'vitest'
import { demoPeople } from './demo-people.js'

const { as } = demoPeople()

describe('the second half of a month end', () => {
  it('ages, keeps a snapshot, compares, provides, approves and takes the postings', async () => {
    const id = await as('finance', 1440, async ({ page, open, context }) => {
      await open('/aging?by=industry')
      await page.getByRole('columnheader', { name: '行业' }).first().waitFor()
      await page.getByRole('link', { name: '与另一日期比较' }).click()
      await page.getByRole('heading', { name: '账龄比较' }).waitFor()
      await page.getByRole('button', { name: '保存快照' }).click()
      await page.getByRole('dialog').getByLabel('说明').fill('月结')
      await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
      await page.getByText(/已保存 .+ 的快照/).waitFor({ timeout: 60_000 })
      await page.getByText('合计 CNY').first().waitFor()

      await open('/provisions')
      await page.getByRole('button', { name: /^计\s?提$/ }).click()
      await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
      await page.getByRole('heading', { name: '准备变动表' }).waitFor({ timeout: 60_000 })
      expect(await page.getByRole('button', { name: /^批\s?准$/ }).count()).toBe(0)
      const listed = await context.request.get('/api/v1/provision-runs')
      const { items } = (await listed.json()) as { items: { id: string }[] }
      return items[0]?.id ?? ''
    })
    await as('manager', 1440, async ({ page, open, context }) => {
      await open(`/provisions?run=${id}`)
      await page.getByRole('button', { name: /^批\s?准$/ }).click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^批\s?准$/ })
        .click()
      await page.getByText('已批准').first().waitFor()
      const journal = await context.request.get(`/api/v1/provision-runs/${id}/journal`)
      const { debit, credit } = (await journal.json()) as Record<'debit' | 'credit', { amount: string }>
      expect(debit).toEqual(credit)
      expect(Number(debit.amount)).toBeGreaterThan(0)
      const csv = await context.request.get(`/api/v1/provision-runs/${id}/journal.csv`)
      expect((await csv.text()).split('\r\n')[0]).toContain('借方金额')
    })
  }, 460_000)
})

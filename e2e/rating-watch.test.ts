import type { BrowserContext } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople, send } from './demo-people.js'

const { as } = demoPeople()

interface Listed {
  readonly code: string
  readonly name: string
  readonly grade: string | null
  readonly score: string | null
  readonly accounts: readonly { readonly segment: string; readonly status: string }[]
}

/** A customer in good standing not far above the early-warning line, all of whose accounts are open. */
async function someoneGood(context: BrowserContext): Promise<Listed> {
  const path = '/api/v1/customers?grade=AAA,AA,A&status=active&sort=score&limit=200'
  const { items } = (await send(context, 'GET', path)) as { items: Listed[] }
  const found = items.find(
    ({ score, accounts }) =>
      score !== null &&
      Number(score) >= 70 &&
      accounts.length > 0 &&
      accounts.every(({ status }) => status === 'active'),
  )
  if (!found) throw new Error('the demo book has nobody in good standing')
  return found
}

describe('a veto fact that is imported', () => {
  it('brings the grade down within seconds, warns, opens a review, freezes and tells', async () => {
    const customer = await as('analyst', 1440, async ({ context, page, open, settle }) => {
      const chosen = await someoneGood(context)
      await open('/imports/new')
      await page.getByRole('radio', { name: /财务与工商数据/ }).check()
      const head = '客户编码,日期,dishonest_debtor,external_score,litigation_count,enforcement_count'
      const today = new Date().toISOString().slice(0, 10)
      await page.locator('input[type=file]').setInputFiles({
        name: '法院公告.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`${head}\n${chosen.code},${today},是,5,40,20\n`),
      })
      await page.waitForURL(/\/imports\/[0-9a-f-]{36}/)
      await page.getByRole('button', { name: '校验全部行' }).click()
      await page.getByText('全部行均可导入').waitFor()
      await page.getByRole('button', { name: '开始导入' }).click()
      await page.getByText('导入完成').first().waitFor()
      await settle()
      const ratings = `/api/v1/customers/${chosen.code}/ratings`
      const latest = async () => {
        const { items } = (await send(context, 'GET', ratings)) as {
          items: { grade: string; cause: { kind: string } }[]
        }
        return items[0]
      }
      await expect
        .poll(latest, { timeout: 30_000 })
        .toMatchObject({ grade: 'C', cause: { kind: 'veto_fact' } })
      return chosen
    })

    await as('manager', 1440, async ({ context, page, open }) => {
      const search = encodeURIComponent(customer.code)
      const followed = async () => {
        const path = `/api/v1/rating-moves?customerCode=${search}`
        const { items } = (await send(context, 'GET', path)) as {
          items: { effects: { kind: string }[] | null }[]
        }
        return (items[0]?.effects ?? []).map(({ kind }) => kind)
      }
      await expect
        .poll(followed, { timeout: 60_000 })
        .toEqual(expect.arrayContaining(['frozen', 'review', 'notified']))

      await open(`/rating-moves?search=${search}`)
      const move = page.getByRole('row').filter({ hasText: customer.name }).first()
      expect(await move.textContent()).toMatch(/否决事实.*已冻结账户 \d+ 个/)

      await open(`/warnings?search=${search}`)
      await page.getByRole('row').filter({ hasText: customer.name }).first().click()
      await page.getByRole('button', { name: '开始跟进' }).click()
      await page.getByText('跟进中').first().waitFor()
      expect(await seriousFaults(page)).toEqual([])

      await open(`/reviews?search=${search}`)
      const review = page.getByRole('row').filter({ hasText: customer.name }).first()
      expect(await review.textContent()).toContain('评级变动')

      await open(`/accounts/${search}/${customer.accounts[0]?.segment ?? ''}`)
      await page.getByText('已冻结').first().waitFor()

      await open('/notifications')
      await page.getByText(customer.name).first().waitFor()
    })
  })
})

describe('a back-test', () => {
  it('of the past ratings runs to its report', async () => {
    await as('analyst', 1440, async ({ page, open, settle }) => {
      await open('/back-tests')
      const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
      await page.getByLabel('评级开始日').fill(day(365))
      await page.keyboard.press('Enter')
      await page.getByLabel('评级截止日').fill(day(170))
      await page.keyboard.press('Enter')
      await page.getByLabel('观察月数').fill('4')
      await page.getByRole('button', { name: '开始检验' }).click()
      await page.waitForURL(/\/back-tests\/[0-9a-f-]{36}/)
      await page.getByRole('heading', { name: '区分与校准' }).waitFor({ timeout: 120_000 })
      await settle()
      await page.getByText('AUC（DeLong）').first().waitFor()
      await page.getByRole('heading', { name: /等级迁移/ }).waitFor()
      await page.getByRole('link', { name: '导出 CSV' }).waitFor()
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(day(365))
      expect(await seriousFaults(page)).toEqual([])
    })
  })
})

describe('an overlay', () => {
  it('is asked for by an analyst, waits, and counts once the manager has approved it', async () => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    await as('analyst', 1440, async ({ page, open }) => {
      await open('/rating-overlays')
      await page.getByRole('button', { name: '新的调整' }).click()
      const form = page.getByRole('dialog')
      await form.getByLabel('名称').fill('外贸淡季')
      await form.getByLabel('授信分部').fill('EX01')
      await page.keyboard.press('Enter')
      await form.getByText(/范围内现有已评级客户 [1-9]\d* 家/).waitFor()
      await form.getByLabel('首日').fill(today)
      await form.getByLabel('末日').fill(today)
      await form.getByLabel('理由').fill('海外订单减少')
      await form.getByRole('button', { name: /保\s*存/ }).click()
      await form.waitFor({ state: 'hidden' })
      const row = page.getByRole('row').filter({ hasText: '外贸淡季' })
      expect(await row.textContent()).toMatch(/审批中.*下调 1 级.*EX01/)
    })
    await as('manager', 1440, async ({ context, page, open }) => {
      const path = '/api/v1/inbox?subject=rating-overlay'
      const { items } = (await send(context, 'GET', path)) as { items: { id: string; stepId: string }[] }
      const [waiting] = items
      if (waiting === undefined) throw new Error('the manager is not asked to approve the overlay')
      await open(`/approval-cases/${waiting.id}`)
      expect(await page.locator('main').textContent()).toContain('外贸淡季')
      const action = { action: 'approve', stepId: waiting.stepId, comment: '同意' }
      await send(context, 'POST', `/api/v1/approval-cases/${waiting.id}/actions`, action)
      await open('/rating-overlays')
      const row = page.getByRole('row').filter({ hasText: '外贸淡季' })
      expect(await row.textContent()).toContain('生效中')
      const found = (await send(context, 'GET', '/api/v1/customers?segment=EX01&status=active&limit=1')) as {
        items: { code: string }[]
      }
      const rating = (await send(
        context,
        'POST',
        `/api/v1/customers/${found.items[0]?.code ?? ''}/ratings`,
        {},
      )) as { overlays: { name: string; notches: number }[] }
      expect(rating.overlays).toMatchObject([{ name: '外贸淡季', notches: -1 }])
    })
  })
})

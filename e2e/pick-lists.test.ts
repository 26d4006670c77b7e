import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople, send } from './demo-people.js'
import { get } from './owing-customers.js'

const { as } = demoPeople()

const panel = (page: Page, title: string) => page.locator('section', { hasText: title }).last()
const save = (where: Locator) => where.getByRole('button', { name: /^保\s?存$/ }).click()

interface Entry {
  readonly code: string
  readonly nameZh: string
  readonly active: boolean
}

describe('the lists that people choose from', () => {
  it('causes of bad debts are renamed, ordered by keys and retired; the reasons for write-offs are ordered too', async () => {
    await as('admin', 1440, async ({ page, context, open, settle }) => {
      const causes = () => get<{ items: Entry[] }>(context, '/api/v1/bad-debt-causes')
      const reasons = async () =>
        (await get<{ items: Entry[] }>(context, '/api/v1/write-off-reasons')).items.map(({ code }) => code)
      const before = (await causes()).items
      const order = await reasons()
      await open('/bad-debts')
      await page.getByRole('link', { name: '核销原因与坏账成因' }).click()
      await settle()
      const list = panel(page, '坏账成因（写复盘时选择）')
      await list.getByLabel('中文名称').first().fill('授信前没有调查')
      const up = list.getByRole('button', { name: `上移 ${before.at(-1)?.nameZh ?? ''}` })
      await up.focus()
      await page.keyboard.press('Enter')
      await list.getByRole('switch').first().click()
      expect(await seriousFaults(page)).toEqual([])
      const answered = page.waitForResponse((response) => response.request().method() === 'PUT')
      await save(list)
      expect((await answered).status()).toBe(200)
      const after = (await causes()).items
      expect(after[0]).toMatchObject({ nameZh: '授信前没有调查', active: false })
      expect(after.at(-2)?.code).toBe(before.at(-1)?.code)

      const first = page.getByRole('row').nth(1)
      await first.getByRole('button', { name: /^下移/ }).click()
      await expect.poll(reasons).toEqual([order[1], order[0], ...order.slice(2)])
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      await send(context, 'PUT', '/api/v1/bad-debt-causes', { items: before })
    })
  }, 460_000)

  it('a reason for waivers is added with a phone and can be chosen at once', async () => {
    await as('admin', 390, async ({ page, context, open, settle }) => {
      await open('/claims/rates')
      const list = panel(page, '利息豁免原因')
      await list.getByRole('button', { name: '添加' }).click()
      await list.getByLabel('编码').last().fill('group-customer')
      await list.getByLabel('中文名称').last().fill('集团客户统一安排')
      await list.getByLabel('英文名称').last().fill('Arranged for the group')
      await save(list)
      await page.getByText('已保存').waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
      const { items } = await get<{ items: Entry[] }>(context, '/api/v1/waiver-reasons')
      expect(items.at(-1)).toMatchObject({ nameZh: '集团客户统一安排', active: true })
    })
  }, 460_000)

  it('fit a phone in English, also where they stand beside other settings', async () => {
    await as(
      'admin',
      390,
      async ({ page, open }) => {
        for (const path of ['/collection-settings', '/write-off-reasons', '/claims/rates']) {
          await open(path)
          expect(await seriousFaults(page), path).toEqual([])
          expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
            390,
          )
        }
      },
      'en',
    )
  }, 460_000)
})

import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople } from './demo-people.js'
import { get } from './owing-customers.js'

const { as } = demoPeople()

interface HandOver {
  readonly id: string
  readonly number: string
  readonly handler: string
  readonly stage: string
}

describe('legal staff', () => {
  it('find their cases and the periods that end, note progress, and are shown nothing that they may not do', async () => {
    await as('legal', 1440, async ({ page, context, open, settle }) => {
      const { items } = await get<{ items: HandOver[] }>(
        context,
        '/api/v1/hand-overs?handler=legal&pageSize=50',
      )
      expect(items.length).toBeGreaterThan(0)
      const one = items.find(({ stage }) => stage !== 'closed')
      expect(one).toBeDefined()
      await open('/')
      expect(await seriousFaults(page)).toEqual([])
      const menu = page.getByRole('navigation').first()
      await menu.getByText('移交法务').first().waitFor()
      await open(`/hand-overs/${one?.id ?? ''}`)
      const noted = page.getByRole('button', { name: '记录费用' })
      await noted.click()
      const drawer = page.getByRole('dialog')
      await drawer.getByRole('combobox', { name: '费用项目' }).click()
      await page.locator('.ant-select-item-option', { hasText: '律师费' }).click()
      await drawer.getByLabel('金额').fill('800.00')
      await drawer.getByRole('button', { name: /^保\s?存$/ }).click()
      await drawer.waitFor({ state: 'hidden' })
      await page.getByRole('listitem').filter({ hasText: '800.00' }).first().waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      await open('/claims')
      expect(await seriousFaults(page)).toEqual([])
      await open('/receipts')
      expect(await page.getByRole('button', { name: '核销设置' }).count()).toBe(0)
      expect(await page.getByRole('button', { name: '导入银行流水' }).count()).toBe(0)
    })
  }, 240_000)
})

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople, send } from './demo-people.js'

const { as } = demoPeople()

const preview = (page: Page) => page.getByTestId('preview')

/** Adds an indicator with a formula, and a floor of the best grade. */
async function addFormulaAndFloor(page: Page): Promise<void> {
  await page.getByRole('button', { name: '添加指标' }).nth(2).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('按公式计算').click()
  await dialog.getByRole('textbox', { name: '指标名称' }).fill('诉讼与执行合计')
  const formula = dialog.getByRole('textbox', { name: '公式' })
  await formula.fill('litigation_count + enforcement_count')
  await formula.blur()
  await dialog.getByText(/公式可用/).waitFor()
  await dialog.getByRole('button', { name: /添\s*加/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: /诉讼与执行合计$/ }).waitFor()

  await page.getByRole('tab', { name: '等级与否决' }).click()
  await page.getByRole('button', { name: '为 AAA 级添加维度下限' }).click()
  await page.getByRole('spinbutton', { name: 'AAA 级：财务健康至少' }).fill('70')
  await page.getByRole('tab', { name: '权重与分档' }).click()
}

/** Works as an analyst until the changed scorecard waits for approval; gives the case and the version it will be. */
async function designAndSubmit(): Promise<{ caseId: string }> {
  return as('analyst', 1440, async ({ page, open, settle }) => {
    await open('/scorecard')
    await page.getByRole('button', { name: '修改此版本' }).click()
    await page.waitForURL(/\/scorecard\/drafts\//)
    await settle()
    await expect.poll(() => preview(page).textContent()).toContain('没有客户受影响')

    // The weight of paying on time, by keyboard: the others give way, and the whole stays 100 %.
    const weight = page.getByRole('slider', { name: '近12个月准时付款率的权重' })
    await weight.focus()
    for (let step = 0; step < 30; step += 1) await page.keyboard.press('ArrowRight')
    const dimensions = page.locator('[data-dimension]').getByRole('spinbutton')
    const weights = await dimensions.evaluateAll((inputs) =>
      inputs.map((input) => Number((input as HTMLInputElement).value)),
    )
    expect(weights.reduce((sum, one) => sum + Math.round(one * 100), 0)).toBe(10_000)

    // A bin of it, on the chart.
    await page.getByRole('button', { name: /近12个月准时付款率$/ }).click()
    const bound = page.getByRole('slider', { name: '第 1 个分界' })
    const before = await bound.getAttribute('aria-valuenow')
    await bound.focus()
    for (let step = 0; step < 20; step += 1) await page.keyboard.press('ArrowRight')
    expect(await bound.getAttribute('aria-valuenow')).not.toBe(before)

    await addFormulaAndFloor(page)
    await page.waitForTimeout(500)
    await settle()
    await expect.poll(() => preview(page).textContent()).not.toContain('等级上升0等级下降0')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Control+s')
    await page.getByRole('tab', { name: /差异（[1-9]/ }).click()
    await page
      .getByRole('rowheader', { name: /近12个月准时付款率/ })
      .first()
      .waitFor()

    await page
      .getByRole('rowheader', { name: /诉讼与执行合计/ })
      .first()
      .waitFor()
    await page.getByRole('rowheader', { name: /AAA.*财务健康.*至少/ }).waitFor()

    const draft = new URL(page.url()).pathname
    await page.getByRole('link', { name: '并排对比' }).click()
    await page.waitForURL(/\/scorecards\/compare/)
    await settle()
    await page
      .getByRole('rowheader', { name: /诉讼与执行合计/ })
      .first()
      .waitFor()
    await page.getByText('等级迁移').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await open(draft)

    await page.getByRole('button', { name: '校验并提交' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('已评级客户').waitFor()
    await dialog.getByRole('textbox', { name: /修改理由/ }).fill('更看重准时付款')
    await dialog.getByRole('button', { name: /提\s*交/ }).click()
    await page.waitForURL(/\/approval-cases\//)
    return { caseId: page.url().split('/').at(-1) ?? '' }
  })
}

describe('a scorecard', () => {
  it('is changed on the book by one person, approved by another, and then rates customers', async () => {
    const { caseId } = await designAndSubmit()
    await as('manager', 1440, async ({ context, page, open }) => {
      await open(`/approval-cases/${caseId}`)
      expect(await page.locator('main').textContent()).toContain('坏客户比例')
      const path = '/api/v1/inbox?subject=scorecard-publication'
      const { items } = (await send(context, 'GET', path)) as { items: { id: string; stepId: string }[] }
      const waiting = items.find(({ id }) => id === caseId)
      if (waiting === undefined) throw new Error('the manager is not asked to approve the scorecard')
      const action = { action: 'approve', stepId: waiting.stepId, comment: '同意' }
      await send(context, 'POST', `/api/v1/approval-cases/${caseId}/actions`, action)
    })
    await as('manager', 1440, async ({ context, page, open }) => {
      await open('/scorecard')
      await page.getByText('第 2 版（现行）').first().waitFor()
      const { items } = (await send(context, 'GET', '/api/v1/customers?limit=1')) as {
        items: { code: string }[]
      }
      const path = `/api/v1/customers/${items[0]?.code ?? ''}/ratings`
      const rating = (await send(context, 'POST', path, {})) as { model: { version: number } }
      expect(rating.model.version).toBe(2)
    })
  })
})

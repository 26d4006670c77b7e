import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './chromium.js'
import { demoProgram } from './demo-book.js'
import { visit } from './visitor.js'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(() => browser.close())

describe('the policy studio', () => {
  it('changes a policy, tries it on the book and on past orders, and keeps the draft', async () => {
    const running = await demoProgram()
    const manager = await visit(browser, running, { language: 'zh-CN', width: 1440, username: 'manager' })
    const { page, context, faults, open } = manager
    await open('/policies')
    await page.getByRole('button', { name: '修改与试算' }).click()
    await page.getByRole('heading', { name: '授信政策草稿' }).waitFor()

    const factor = page.getByRole('spinbutton', { name: 'AA 等级系数', exact: true })
    await factor.fill('20')
    await factor.press('Tab')
    await page.getByRole('combobox', { name: '历史订单' }).click()
    await page.getByTitle('近 1 个月').click()
    await page.getByRole('button', { name: /^(重新|开始)试算$/ }).click()
    await page.getByRole('link', { name: '查看受影响账户' }).waitFor({ timeout: 120_000 })
    await page.getByRole('heading', { name: '过去的订单' }).waitFor()

    const listed = await context.request.get('/api/v1/simulations?kind=policy')
    const { items } = (await listed.json()) as { items: { id: string; summary: Summary }[] }
    const [simulation] = items
    expect(simulation?.summary.book.total.cut).toBeGreaterThan(0)
    expect(simulation?.summary.book.total.raised).toBe(0)
    expect(simulation?.summary.checks.checked).toBeGreaterThan(0)

    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByText('草稿由 陈敏 保存于').waitFor()
    await page.getByRole('link', { name: '查看受影响账户' }).click()
    await page.getByRole('heading', { name: '试算：受影响账户' }).waitFor()
    await page.getByRole('cell', { name: '降低' }).first().waitFor()

    await open('/policies/design')
    expect(await factor.inputValue()).toBe('20.00')
    await page.getByRole('button', { name: '放弃草稿' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '放弃草稿' }).click()
    await page.getByText('还没有保存草稿').waitFor()
    expect(await factor.inputValue()).not.toBe('20.00')
    expect(faults).toEqual([])
    await context.close()
  }, 460_000)

  it('sets new customers apart with terms of their own, and the trial shows them by class', async () => {
    const running = await demoProgram()
    const manager = await visit(browser, running, { language: 'zh-CN', width: 1440, username: 'manager' })
    const { page, context, faults, open } = manager
    await open('/policies/design')
    await page.getByRole('button', { name: '新增类别' }).click()
    await page.getByLabel('c1 名称（中文）').fill('新客户')
    const below = page.getByRole('spinbutton', { name: 'c1 合作月数少于' })
    await below.fill('1200')
    await below.press('Tab')
    await page.getByRole('combobox', { name: '客户类别', exact: true }).click()
    await page.getByTitle('新客户').click()
    await page.getByRole('button', { name: '单独设置' }).click()
    const terms = page.getByRole('combobox', { name: 'A 付款方式', exact: true })
    await terms.nth(1).click()
    await page.getByTitle('月结').last().click()
    await page.getByText('每个等级、信用段和客户类别都有唯一适用的一行。').waitFor()
    await page.getByRole('button', { name: /^(重新|开始)试算$/ }).click()
    await page.getByRole('heading', { name: '按客户类别' }).waitFor({ timeout: 120_000 })
    const listed = await context.request.get('/api/v1/simulations?kind=policy')
    const { items } = (await listed.json()) as { items: { id: string; summary: Summary }[] }
    const [simulation] = items
    expect(simulation?.summary.book.total.terms).toBeGreaterThan(0)
    const changed = await context.request.get(`/api/v1/simulations/${simulation?.id ?? ''}/accounts`)
    expect(await changed.text()).toMatch(/月结 \d+ 天/)
    expect(faults).toEqual([])
    await context.close()
  }, 460_000)

  it('writes a control rule and sees which past orders it would have stopped', async () => {
    const running = await demoProgram()
    const manager = await visit(browser, running, { language: 'zh-CN', width: 1440, username: 'manager' })
    const { page, context, faults, open } = manager
    await open('/rules')
    await page.getByRole('button', { name: '修改与试算' }).click()
    await page.getByRole('button', { name: '新增规则' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('名称（中文）').fill('大额订单')
    await form.getByLabel('名称（英文）').fill('Large order')
    await form.getByLabel('规则代码').fill('large_order')
    await form.getByRole('spinbutton', { name: '阈值' }).fill('500000')
    await form.getByRole('button', { name: /^保\s?存$/ }).click()
    await form.waitFor({ state: 'hidden' })
    await page.getByRole('heading', { name: '大额订单' }).waitFor()
    await page.getByRole('button', { name: /^(重新|开始)试算$/ }).click()
    await page.getByRole('heading', { name: '会被拦下' }).waitFor({ timeout: 120_000 })
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByText('草稿由 陈敏 保存于').waitFor()
    await page.getByRole('link', { name: '查看订单' }).first().click()
    await page
      .getByText(/单笔订单金额 .*，限值 500000/)
      .first()
      .waitFor()
    await open('/rules/design')
    await page.getByRole('button', { name: '放弃草稿' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '放弃草稿' }).click()
    await page.getByText('还没有保存草稿').waitFor()
    expect(faults).toEqual([])
    await context.close()
  }, 460_000)

  it('says what a publication of rules changes, and afterwards shows what is in force', async () => {
    const running = await demoProgram()
    const manager = await visit(browser, running, { language: 'zh-CN', width: 1440, username: 'manager' })
    const { page, context, faults, open } = manager
    await open('/rules/design')
    const publish = page.getByRole('button', { name: '发布新版本', exact: true })
    await page
      .getByRole('button', { name: /^编\s?辑$/ })
      .first()
      .click()
    const form = page.getByRole('dialog')
    await form.getByLabel('宽限天数').fill('17')
    await form.getByRole('button', { name: /^保\s?存$/ }).click()
    await form.waitFor({ state: 'hidden' })
    await publish.click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/→ 17 天/).waitFor()
    await dialog.getByRole('button', { name: '发布新版本' }).click()
    await page.getByText(/第 \d+ 版已生效/).waitFor()
    await page.getByText('17 天').first().waitFor()
    expect(await publish.count()).toBe(0)
    expect(faults).toEqual([])
    await context.close()
  }, 460_000)
})

interface Summary {
  readonly book: { readonly total: { readonly cut: number; readonly raised: number; readonly terms: number } }
  readonly checks: { readonly checked: number }
}

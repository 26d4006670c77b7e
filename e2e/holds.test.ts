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

describe('a held order as work', () => {
  it('is claimed, noted, and shown with what would let it go; the report opens from the list', async () => {
    const running = await demoProgram()
    const manager = await visit(browser, running, { language: 'zh-CN', width: 1440, username: 'manager' })
    const { page, context, faults, open } = manager
    const listed = await context.request.get('/api/v1/holds?status=open&assignee=none&sort=rank&limit=1')
    const { items } = (await listed.json()) as { items: { id: string }[] }
    const id = items[0]?.id ?? ''
    await open(`/holds/${id}`)
    await page.getByRole('heading', { name: '怎样可以放行' }).waitFor()
    await page.getByRole('button', { name: '领取', exact: true }).first().click()
    await page.getByText('陈敏 领取').waitFor()
    await page.getByRole('textbox', { name: '添加备注' }).fill('已电话联系客户财务')
    await page.getByRole('button', { name: '添加备注' }).click()
    await page.getByText('已电话联系客户财务').first().waitFor()
    const mine = await context.request.get('/api/v1/holds?status=open&assignee=me')
    expect(((await mine.json()) as { items: { id: string }[] }).items.map((hold) => hold.id)).toContain(id)

    await open('/holds')
    await page.getByRole('link', { name: '放行与后果报表' }).click()
    await page.getByRole('heading', { name: '放行与后果' }).waitFor()
    await page.getByRole('columnheader', { name: '逾期未付' }).first().waitFor()
    expect(faults).toEqual([])
    await context.close()
  }, 460_000)

  it('is refused with a reason of the catalogue, and offers only what is allowed', async () => {
    const running = await demoProgram()
    const manager = await visit(browser, running, { language: 'zh-CN', width: 1440, username: 'manager' })
    const { page, context, faults, open } = manager
    const listed = await context.request.get('/api/v1/holds?status=open&sort=amount&limit=50')
    const { items } = (await listed.json()) as { items: { id: string; allowed: string[] }[] }
    const id = items.find(({ allowed }) => allowed.includes('reject'))?.id ?? ''
    await open(`/holds/${id}`)
    await page.getByRole('button', { name: /^拒\s?绝$/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: '拒绝原因' }).click()
    await page.getByTitle('客户风险上升').click()
    await dialog.getByRole('button', { name: /^拒\s?绝$/ }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('客户风险上升').first().waitFor()
    const after = await context.request.get(`/api/v1/holds/${id}`)
    const closed = (await after.json()) as { status: string; allowed: string[]; closed: { code: string } }
    expect(closed).toMatchObject({ status: 'rejected', closed: { code: 'customer_risk' } })
    expect(closed.allowed).not.toContain('release')
    await page.getByRole('button', { name: '放行', exact: true }).waitFor({ state: 'detached' })
    expect(faults).toEqual([])
    await context.close()
  }, 460_000)

  it('goes by itself or by a person, as its rule says; the rule is changed on its card', async () => {
    const running = await demoProgram()
    const admin = await visit(browser, running, { language: 'zh-CN', width: 1440, username: 'admin' })
    const { page, context, faults, open } = admin
    await open('/rules')
    await page.getByRole('combobox', { name: '“逾期超过 30 天”原因消除后' }).click()
    await page.getByTitle('由人放行').last().click()
    await page.getByText('已修改 1 条规则').waitFor()
    await page.getByRole('button', { name: '发布新版本' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '发布新版本' }).click()
    await page
      .getByText(/已生效|已提交审批/)
      .first()
      .waitFor()
    expect(faults).toEqual([])
    await context.close()
  }, 460_000)

  it('keeps its buttons at the bottom of a phone', async () => {
    const running = await demoProgram()
    const manager = await visit(browser, running, { language: 'zh-CN', width: 390, username: 'manager' })
    const listed = await manager.context.request.get('/api/v1/holds?status=open&limit=1')
    const { items } = (await listed.json()) as { items: { id: string }[] }
    await manager.open(`/holds/${items[0]?.id ?? ''}`)
    const box = await manager.page.getByRole('button', { name: '放行', exact: true }).first().boundingBox()
    expect(box === null ? 0 : box.y + box.height).toBeLessThanOrEqual(844)
    expect(box?.height ?? 0).toBeGreaterThanOrEqual(44)
    expect(box?.y ?? 0).toBeGreaterThan(600)
    await manager.context.close()
  }, 460_000)
})

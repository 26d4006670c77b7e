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
    await page.getByText('manager 领取').waitFor()
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

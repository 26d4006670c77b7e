import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startRobotStandIn, type RobotStandIn } from '../server/test/robot-stand-in.js'
import { seriousFaults } from './accessibility.js'
import { launchBrowser } from './chromium.js'
import { demoProgram } from './demo-book.js'
import { send } from './demo-people.js'
import { visit, type Visitor } from './visitor.js'

/** A book that has seen a run before still has its robots. */
const run = Date.now().toString(36)
const robotName = `信用群 ${run}`
const secretPart = `token-${run}`

let browser: Browser
let program: { url: string }
let chat: RobotStandIn
let admin: Visitor
let manager: Visitor
let holds: { id: string; customerName: string; document: { number: string } }[]

beforeAll(async () => {
  browser = await launchBrowser()
  program = await demoProgram()
  chat = await startRobotStandIn()
  admin = await visit(browser, program, { language: 'zh-CN', width: 1440, username: 'admin' })
  manager = await visit(browser, program, { language: 'zh-CN', width: 1440, username: 'manager' })
  for (const { page } of [admin, manager]) page.setDefaultTimeout(20_000)
  const listed = await admin.context.request.get('/api/v1/holds?status=open&limit=3')
  holds = ((await listed.json()) as { items: typeof holds }).items
}, 400_000)

afterAll(async () => {
  await admin.context.close()
  await manager.context.close()
  await browser.close()
  await chat.close()
})

const assign = (index: number) =>
  send(admin.context, 'POST', `/api/v1/holds/${holds[index]?.id ?? ''}/assign`, { username: 'manager' })

const posted = () => chat.posted.map(({ body }) => (body as { text: { content: string } }).text.content)

describe('notifications in the browser', () => {
  it('a robot is entered, tried and never tells its address again', async () => {
    const { page, open } = admin
    await open('/settings/notifications/channels')
    await page.getByRole('button', { name: '新增机器人' }).click()
    const drawer = page.getByRole('dialog', { name: '新增机器人' })
    await drawer.getByText('钉钉', { exact: true }).click()
    await drawer.getByLabel('名称').fill(robotName)
    await drawer.getByLabel('Webhook 地址').fill(`${chat.url}/robot?access_token=${secretPart}`)
    await drawer.getByLabel('发送哪些通知').fill('指派给我')
    await page.getByTitle('冻结单指派给我').click()
    await page.keyboard.press('Escape')
    await drawer.getByRole('button', { name: '保存' }).click()
    const row = page.getByRole('row').filter({ hasText: robotName })
    await row.getByRole('button', { name: '发送测试消息' }).click()
    await page.getByText('对方已接收').waitFor()
    expect(posted().at(-1)).toContain('测试消息')
    await page.keyboard.press('Escape')
    chat.answer = { status: 200, body: '{"errcode":310000,"errmsg":"sign not match"}' }
    await row.getByRole('button', { name: '发送测试消息' }).click()
    await page.getByText('对方拒收，请修改设置').waitFor()
    await page.getByText('sign not match').waitFor()
    await page.keyboard.press('Escape')
    await row.getByRole('button', { name: '修改' }).click()
    await page.getByText('不再显示；留空则不变').first().waitFor()
    expect(await page.content()).not.toContain(secretPart)
    expect(await seriousFaults(page)).toEqual([])
  })

  it('what happens reaches the bell at once; a dead letter is found in the log and sent again', async () => {
    await manager.open('/')
    const before = await manager.page.getByRole('button', { name: /^通知，/ }).getAttribute('aria-label')
    await assign(0)
    await manager.page.getByText('指派给您').first().waitFor()
    await manager.page.getByRole('button', { name: /^通知，\d+ 条未读/ }).waitFor()
    const after = await manager.page.getByRole('button', { name: /^通知，/ }).getAttribute('aria-label')
    expect(after).not.toBe(before)

    const { page, open } = admin
    await open('/settings/notifications/log?status=failed')
    const row = page.getByRole('row').filter({ hasText: robotName }).first()
    await row.getByText('发送失败').waitFor()
    await row.getByText('sign not match').waitFor()
    chat.answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
    await row.getByRole('button', { name: '重新发送' }).click()
    await vi.waitFor(() => expect(posted().at(-1)).toContain(holds[0]?.document.number), 15_000)
    const search = encodeURIComponent(robotName)
    const delivered = page.getByRole('row').filter({ hasText: robotName }).getByText('已送达')
    await vi.waitFor(async () => {
      await open(`/settings/notifications/log?search=${search}`)
      expect(await delivered.count()).toBe(1)
    }, 20_000)
    await page.getByRole('row').filter({ hasText: robotName }).first().getByText('冻结单指派给我').click()
    const detail = page.getByRole('dialog', { name: '消息详情' })
    await detail.getByText('发送的内容').waitFor()
    expect(await detail.textContent()).toContain(holds[0]?.customerName)
    expect(await seriousFaults(page)).toEqual([])
  })

  it('a text is put into other words with a preview, and back to the standard', async () => {
    const { page, open } = admin
    await open('/settings/notifications/texts?kind=prepayment_received')
    const body = page.getByLabel('正文')
    await body.fill('到账 {nothing}')
    await page.getByRole('alert').getByText('{nothing}').first().waitFor()
    await body.fill('到账：')
    await page.getByRole('button', { name: /^\{received\}/ }).click()
    expect(await body.inputValue()).toBe('到账：{received}')
    await page.getByRole('region', { name: '预览' }).getByText('到账：CNY 30,000.00').waitFor()
    await page.getByRole('button', { name: '保存并启用' }).click()
    await page.getByText('已改写：中文').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: '恢复标准文案' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '恢复标准文案' }).click()
    await vi.waitFor(async () => expect(await body.inputValue()).toContain('要求预付'), 10_000)
  })

  it('what somebody switched off stays away, and what waits for them does not', async () => {
    const { page, open, context } = manager
    await open('/notifications/preferences')
    await page.getByRole('switch', { name: '站内通知：冻结单备注提到我' }).click()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('已保存').waitFor()
    await send(admin.context, 'POST', `/api/v1/holds/${holds[1]?.id ?? ''}/notes`, { text: '请 @manager 看' })
    await assign(1)
    await open('/notifications')
    const listed = await context.request.get('/api/v1/notifications?limit=50')
    const kinds = ((await listed.json()) as { items: { kind: string }[] }).items.map(({ kind }) => kind)
    expect(kinds[0]).toBe('hold_assigned')
    expect(kinds).not.toContain('hold_mentioned')
    await open('/notifications/preferences')
    await page.getByRole('switch', { name: '站内通知：冻结单备注提到我' }).click()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('已保存').waitFor()
    expect(await seriousFaults(page)).toEqual([])
  })

  it('the inbox is read on a phone', async () => {
    await assign(2)
    const phone = await visit(browser, program, { language: 'zh-CN', width: 390, username: 'manager' })
    const { page, open, faults } = phone
    await open('/notifications?unread=true')
    expect(await seriousFaults(page)).toEqual([])
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(390)
    const card = page.getByRole('listitem').filter({ hasText: '指派给您' })
    await card.first().click()
    await page.waitForURL(`**/holds/${holds[2]?.id ?? ''}`)
    await open('/notifications')
    await page.getByRole('button', { name: '全部标为已读' }).click()
    await page.getByText('0 条未读').waitFor()
    await open('/notifications/preferences')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await seriousFaults(page)).toEqual([])
    expect(faults).toEqual([])
    await phone.context.close()
  })

  it('leaves no complaint of the browser', () => {
    expect(manager.faults).toEqual([])
    // The refused preview of an unknown variable is one that was asked for.
    expect(admin.faults.filter((fault) => !fault.includes('400') && !fault.includes('422'))).toEqual([])
  })
})

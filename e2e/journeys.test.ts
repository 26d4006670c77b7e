import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './chromium.js'
import { demoProgram } from './demo-book.js'
import { startProgram, temporaryDataDir, type Program } from './program.js'
import { visit } from './visitor.js'

const shared = process.env['XINHENG_SHARED'] ?? resolve(import.meta.dirname, '../../shared')
const realBook = join(shared, 'data/ibm_ar/WA_Fn-UseC_-Accounts-Receivable.csv')
if (!existsSync(realBook)) process.stderr.write(`\nSKIPPED LOUDLY: the real book is not at ${realBook}\n\n`)

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(() => browser.close())

type Server = Pick<Program, 'url'>

describe('a held order', () => {
  it('is put by an analyst, asked for by the manager and released on a phone', async () => {
    const running = await demoProgram()
    const analyst = await visit(browser, running, { language: 'zh-CN', width: 1440, username: 'analyst' })
    const { page } = analyst
    await analyst.open('/checks')
    await page.locator('#customerCode').fill('C000001')
    await page.locator('.ant-select-item-option', { hasText: 'C000001' }).click()
    await page.getByLabel('订单金额').fill('99000000.00')
    await page.getByLabel('订单号').fill('JOURNEY-1')
    await page.getByRole('button', { name: '正式提交并预占额度' }).click()
    await page.getByText('订单 JOURNEY-1 已冻结').first().waitFor()
    expect(analyst.faults).toEqual([])
    await analyst.context.close()

    const holds = await (
      await admin(running)
    ).request.get('/api/v1/holds?status=open&customerCode=C000001&limit=500')
    const { items } = (await holds.json()) as { items: { id: string; document: { number: string } }[] }
    const hold = items.find(({ document }) => document.number === 'JOURNEY-1')
    // The order is larger than the manager's authority. The flow for large releases asks the credit manager, for whom
    // somebody else signs as it is their own request, and then the director: who has signed just before is passed over.
    expect(await release(running, 'manager', hold?.id ?? '')).toMatchObject({
      status: 'open',
      releaseRequest: { by: 'manager' },
    })
    expect(await release(running, 'admin', hold?.id ?? '')).toMatchObject({ status: 'released' })
  }, 460_000)
})

async function admin(running: Server) {
  return (await visit(browser, running, { language: 'zh-CN', width: 1440, username: 'admin' })).context
}

/** Presses release on a hold's page with a reason, and gives what the hold is afterwards. */
async function release(running: Server, username: string, holdId: string): Promise<unknown> {
  const visitor = await visit(browser, running, { language: 'zh-CN', width: 390, username })
  const { page, open, context, faults } = visitor
  await open(`/holds/${holdId}`)
  await page.getByRole('button', { name: '放行', exact: true }).first().click()
  await page.getByLabel('放行或拒绝的理由').fill('客户已付保证金')
  const answered = page.waitForResponse((response) => response.url().endsWith('/release'))
  await page.locator('.ant-modal .ant-btn-primary').first().click()
  expect([200, 202]).toContain((await answered).status())
  const after = await context.request.get(`/api/v1/holds/${holdId}`)
  expect(faults).toEqual([])
  const told: unknown = await after.json()
  await context.close()
  return told
}

describe('an empty installation', () => {
  const home = temporaryDataDir()
  let running: Program
  beforeAll(async () => {
    running = await startProgram({ dataDir: home.dataDir, env: { XINHENG_DEMO: 'off' } })
  })
  afterAll(async () => {
    await running.stop()
    home.remove()
  })

  it.skipIf(!existsSync(realBook))(
    'goes from the one-time link over the real book to a first decision',
    async () => {
      const link = /\/setup\?token=[\w-]+/.exec(running.output())?.[0] ?? ''
      expect(link).not.toBe('')
      const visitor = await visit(browser, running, { language: 'zh-CN', width: 1440 })
      const { page, open, settle } = visitor
      await open(link)
      await page.getByLabel('用户名').fill('boss')
      await page.getByLabel('密码', { exact: true }).fill('correct horse battery')
      await page.getByLabel('再次输入密码').fill('correct horse battery')
      await page.getByRole('button', { name: '创建并进入' }).click()
      await page.waitForURL((url) => !url.pathname.startsWith('/setup'))
      await settle()

      await open('/imports/new')
      await page.getByRole('radio', { name: /^发票/ }).check()
      await page.locator('input[type=file]').setInputFiles(realBook)
      await page.waitForURL(/\/imports\/[0-9a-f-]{36}/)
      await settle()
      await page.getByRole('button', { name: '新建信用段' }).click()
      const drawer = page.locator('.ant-drawer')
      await drawer.getByLabel('编码').fill('US01')
      await drawer.getByLabel('名称').fill('北美')
      await drawer.getByLabel('币种').fill('USD')
      await drawer.getByRole('button', { name: '保存' }).click()
      await page.getByText('US01 北美').first().waitFor()
      await page.getByLabel('自动新建不存在的客户').check()
      await page.getByRole('button', { name: '校验全部行' }).click()
      await page.getByRole('button', { name: '开始导入' }).click({ timeout: 60_000 })
      await page.getByText('已完成').first().waitFor({ timeout: 100_000 })

      await open('/')
      expect(await page.getByText('账上还没有数据').count()).toBe(0)
      // Customers whose documents an import has brought are rated by themselves.
      await open('/customers?search=0379&grade=AAA&grade=AA&grade=A&grade=B&grade=C')
      await expect
        .poll(
          async () => {
            await page.reload()
            await settle()
            return page.getByText('0379-NEVHP').count()
          },
          { timeout: 30_000 },
        )
        .toBeGreaterThan(0)
      await page.getByRole('button', { name: '全部评级' }).click()
      await page.locator('.ant-modal').getByRole('button', { name: '全部评级' }).click()
      await page.getByText('已评级 100 家客户').waitFor({ timeout: 60_000 })
      await open('/checks')
      await page.locator('#customerCode').fill('0379-NEVHP')
      await page.locator('.ant-select-item-option', { hasText: '0379-NEVHP' }).first().click()
      await page.getByLabel('订单金额').fill('100.00')
      await page.getByText('未授信').first().waitFor()
      expect(visitor.faults).toEqual([])
      await visitor.context.close()
    },
    240_000,
  )
})

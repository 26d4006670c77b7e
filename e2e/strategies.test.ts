import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './chromium.js'
import { demoProgram } from './demo-book.js'
import { visit } from './visitor.js'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(() => browser.close())

interface Contact {
  customerCode: string
  channel: string
  stepCode: string
  totals: unknown
  items: unknown
}

/** Waits until the page of a run is open and the run is over; gives its number. */
async function finishedRun(page: Page): Promise<string> {
  await page.waitForURL(/\/dunning-runs\/[0-9a-f-]{36}$/)
  const id = page.url().split('/').at(-1) ?? ''
  for (let look = 0; look < 120; look++) {
    const answer = await page.request.get(`/api/v1/dunning-runs/${id}`)
    if (((await answer.json()) as { status: string }).status === 'done') return id
    await page.waitForTimeout(500)
  }
  throw new Error('the run did not end')
}

/** What was planned for whom, in an order that does not depend on the run. */
async function contactsOf(context: BrowserContext, runs: readonly string[]): Promise<string[]> {
  const all: string[] = []
  for (const id of runs) {
    for (let page = 1; ; page++) {
      const answer = await context.request.get(
        `/api/v1/dunning-runs/${id}/contacts?pageSize=500&page=${page}`,
      )
      const { items } = (await answer.json()) as { items: Contact[] }
      all.push(
        ...items.map(({ customerCode, channel, stepCode, totals, items: asked }) =>
          JSON.stringify([customerCode, channel, stepCode, totals, asked]),
        ),
      )
      if (items.length < 500) break
    }
  }
  return all.sort()
}

/** The real runs so far: the one of the day that the program starts by itself may come before the one by hand. */
async function liveRuns(context: BrowserContext): Promise<string[]> {
  const answer = await context.request.get('/api/v1/dunning-runs?pageSize=100')
  const { items } = (await answer.json()) as { items: { id: string; mode: string }[] }
  return items.filter(({ mode }) => mode === 'live').map(({ id }) => id)
}

describe('collection strategies', () => {
  it('are edited, tried and published; the real run does what the dry run has shown', async () => {
    const running = await demoProgram()
    const manager = await visit(browser, running, { language: 'zh-CN', width: 1440, username: 'manager' })
    const { page, context, faults, open } = manager
    await open('/strategies')
    await page.getByRole('button', { name: '设计策略' }).click()
    await page.getByRole('heading', { name: '设计催收策略' }).waitFor()
    const step = page.getByRole('listitem').filter({ hasText: '逾期 3 天' }).first()
    await step.getByRole('button', { name: /编\s?辑/ }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('spinbutton', { name: '天数' }).fill('2')
    await drawer.getByRole('checkbox', { name: '仅工作日' }).uncheck()
    await drawer.getByRole('button', { name: /保\s?存/ }).click()
    await page.getByText('逾期 2 天').first().waitFor()

    await page.getByRole('button', { name: /预\s?览/ }).click()
    await page.getByText('检查客户数').waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: /模\s?拟/ }).click()
    await page.locator('canvas').first().waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: /发\s?布/ }).click()
    await page
      .getByText(/已生效|已提交审批/)
      .first()
      .waitFor()

    await open('/dunning-runs')
    await page.getByRole('button', { name: '试运行', exact: true }).click()
    const dryId = await finishedRun(page)
    await page.getByText('联系明细').waitFor()

    await open('/strategies')
    await page.getByText('正式运行', { exact: true }).click()
    await page.getByText('消息会发给客户').waitFor()
    await open('/dunning-runs')
    await page.getByRole('button', { name: '立即运行' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '立即运行' }).click()
    const liveId = await finishedRun(page)
    await open('/strategies')
    await page.getByText('每日试运行', { exact: true }).click()
    await page.getByText('不发出消息').waitFor()

    expect(liveId).not.toBe(dryId)
    const runs = await liveRuns(context)
    expect(runs).toContain(liveId)
    const live = await contactsOf(context, runs)
    expect(live.length).toBeGreaterThan(0)
    expect(live).toEqual(await contactsOf(context, [dryId]))
    expect(faults).toEqual([])
    await context.close()
  }, 460_000)
})

import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './chromium.js'
import { demoProgram } from './demo-book.js'
import { visit, type Visitor } from './visitor.js'

let browser: Browser
let program: { url: string }

beforeAll(async () => {
  browser = await launchBrowser()
  program = await demoProgram()
}, 400_000)

afterAll(() => browser.close())

async function as<T>(username: string, work: (visitor: Visitor) => Promise<T>, width = 1440): Promise<T> {
  const visitor = await visit(browser, program, { language: 'zh-CN', width, username })
  visitor.page.setDefaultTimeout(20_000)
  try {
    const result = await work(visitor)
    expect(visitor.faults).toEqual([])
    return result
  } finally {
    await visitor.context.close()
  }
}

async function send(context: BrowserContext, method: string, path: string, data?: unknown): Promise<unknown> {
  const session = (await (await context.request.get('/api/v1/session')).json()) as { csrfToken: string }
  const answer = await context.request.fetch(path, {
    method,
    headers: { 'x-csrf-token': session.csrfToken },
    ...(data === undefined ? {} : { data }),
  })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return answer.json()
}

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

const preview = (page: Page) => page.getByTestId('preview')

/** Works as an analyst until the changed scorecard waits for approval; gives the case and the version it will be. */
async function designAndSubmit(): Promise<{ caseId: string }> {
  return as('analyst', async ({ page, open, settle }) => {
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
    await as('manager', async ({ context, page, open }) => {
      await open(`/approval-cases/${caseId}`)
      expect(await page.locator('main').textContent()).toContain('坏客户比例')
      const path = '/api/v1/inbox?subject=scorecard-publication'
      const { items } = (await send(context, 'GET', path)) as { items: { id: string; stepId: string }[] }
      const waiting = items.find(({ id }) => id === caseId)
      if (waiting === undefined) throw new Error('the manager is not asked to approve the scorecard')
      const action = { action: 'approve', stepId: waiting.stepId, comment: '同意' }
      await send(context, 'POST', `/api/v1/approval-cases/${caseId}/actions`, action)
    })
    await as('manager', async ({ context, page, open }) => {
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

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople, send } from './demo-people.js'
import { freeCustomers, get } from './owing-customers.js'

const { as } = demoPeople()

interface Waiting {
  id: string
  stepId: string
  customer: { code: string } | null
}

interface Contact {
  readonly outcome: string
  readonly body: string | null
}

const contacts = (context: BrowserContext, code: string) =>
  get<{ items: Contact[] }>(context, `/api/v1/customers/${code}/contact-log`)

const note = (drawer: Locator) => drawer.getByLabel(/Ctrl \+ Enter/)

/** Presses the key of an outcome, writes what was said and saves by keys. */
async function logByKeys(page: Page, key: string, said: string, more?: (drawer: Locator) => Promise<void>) {
  await page.keyboard.press(key)
  const drawer = page.getByRole('dialog')
  await more?.(drawer)
  await note(drawer).fill(said)
  await note(drawer).press('Control+Enter')
  await drawer.waitFor({ state: 'hidden' })
}

describe('a day of collecting', () => {
  it('goes by keys at a desk: a call without answer, a promise, a dispute, the next customer', async () => {
    await as('finance', 1440, async ({ page, context, open, settle }) => {
      const [caller = '', promiser = '', arguer = ''] = (await freeCustomers(context, 3)).map(
        ({ code }) => code,
      )
      await open(`/worklist/${caller}?show=all`)
      await page.getByRole('group', { name: '记录联系' }).waitFor()
      expect(await seriousFaults(page)).toEqual([])
      await logByKeys(page, '2', '两次无人接听')
      expect((await contacts(context, caller)).items[0]).toMatchObject({
        ...{ outcome: 'no_answer', body: '两次无人接听' },
      })

      await open(`/worklist/${promiser}?show=all`)
      await logByKeys(page, '3', '王经理答应下周付清')
      await page.getByText('承诺中').first().waitFor()
      expect((await contacts(context, promiser)).items[0]).toMatchObject({ outcome: 'promised' })

      await open(`/worklist/${arguer}?show=all`)
      await logByKeys(page, '4', '单价与合同不一致', async (drawer) => {
        await drawer.getByRole('combobox', { name: '争议原因' }).click()
        await page.getByTitle('价格不符').click()
      })
      await page.getByText('争议待处理').first().waitFor()

      await open('/worklist')
      await settle()
      const place = () => new URL(page.url()).pathname
      const openNext = async () => {
        await page.keyboard.press('j')
        await settle()
        await page.keyboard.press('Enter')
      }
      await openNext()
      await page.waitForURL(/\/worklist\/.+/)
      await settle()
      const first = place()
      await openNext()
      await page.waitForFunction((before) => window.location.pathname !== before, first)
      expect(place()).not.toBe(first)
    })
  }, 460_000)

  it('ends with a plan in rates: asked for, approved by somebody else, in force with the written commitment', async () => {
    const code = await as('finance', 1440, async ({ page, context, open }) => {
      const [free] = await freeCustomers(context, 1)
      const one = free?.code ?? ''
      await open(`/worklist/${one}?show=all`)
      await page.getByRole('button', { name: '申请分期' }).click()
      const drawer = page.getByRole('dialog')
      await drawer.getByLabel('期数').fill('4')
      await drawer.getByLabel('第 4 期金额').waitFor()
      await drawer.getByText(/与所选应收一致/).waitFor()
      await drawer.getByLabel('理由').fill('客户资金周转困难')
      await drawer.getByRole('button', { name: /^保\s?存$/ }).click()
      await page.getByText('已提交审批').waitFor()
      return one
    })
    const plans = `/api/v1/instalment-plans?customerCode=${code}`
    await as('manager', 1440, async ({ context }) => {
      const { items } = await get<{ items: Waiting[] }>(
        context,
        '/api/v1/inbox?subject=instalment-plan&limit=100',
      )
      const waiting = items.find(({ customer }) => customer?.code === code)
      if (waiting === undefined) throw new Error('the manager is not asked to approve the plan')
      await send(context, 'POST', `/api/v1/approval-cases/${waiting.id}/actions`, {
        ...{ action: 'approve', stepId: waiting.stepId, comment: '同意' },
      })
    })
    await as('finance', 1440, async ({ page, context, open }) => {
      await open(`/worklist/${code}?show=all`)
      await page.getByRole('button', { name: /启\s?用/ }).click()
      const file = join(mkdtempSync(join(tmpdir(), 'commitment-')), '承诺书.txt')
      writeFileSync(file, '承诺分四期付清')
      const drawer = page.getByRole('dialog')
      await drawer.locator('input[type=file]').first().setInputFiles(file)
      await drawer.getByText('承诺书.txt').waitFor()
      await drawer.getByRole('button', { name: /^保\s?存$/ }).click()
      await page.getByText('分期执行中').first().waitFor()
      const { items } = await get<{ items: { status: string; commitmentId: string | null }[] }>(
        context,
        plans,
      )
      expect(items[0]).toMatchObject({ status: 'active' })
      expect(items[0]?.commitmentId).not.toBeNull()
    })
  }, 460_000)

  it('fits a phone: the list, a customer, a call noted by thumb', async () => {
    await as('finance', 390, async ({ page, context, open, settle }) => {
      const [free] = await freeCustomers(context, 1)
      const code = free?.code ?? ''
      await open('/worklist')
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
      await open(`/worklist/${code}`)
      await settle()
      const reached = page.getByRole('button', { name: /已接通/ })
      expect((await reached.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44)
      await reached.click()
      const drawer = page.getByRole('dialog')
      await note(drawer).fill('财务确认收到对账单')
      await drawer.getByRole('button', { name: /^保\s?存$/ }).click()
      await drawer.waitFor({ state: 'hidden' })
      expect((await contacts(context, code)).items[0]).toMatchObject({
        ...{ outcome: 'reached', body: '财务确认收到对账单' },
      })
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
    })
  }, 460_000)

  it('is seen by the whole team: who looks after what, who kept promises, who has nothing overdue', async () => {
    await as('manager', 1440, async ({ page, open }) => {
      await open('/collecting-team')
      await page.getByRole('heading', { name: '零逾期榜' }).waitFor()
      await page.getByRole('cell', { name: '刘芳' }).waitFor()
      expect(await seriousFaults(page)).toEqual([])
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: /导\s?出/ }).click()
      expect((await download).suggestedFilename()).toMatch(/^collecting-team-.+\.xlsx$/)
    })
  }, 460_000)
})

import type { BrowserContext, Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople, send } from './demo-people.js'
import { freeCustomers, get, owedBy, type FreeCustomer } from './owing-customers.js'

const { as } = demoPeople()

const drawer = (page: Page) => page.getByRole('dialog')
const save = (page: Page) =>
  drawer(page)
    .getByRole('button', { name: /^保\s?存$/ })
    .click()
const widthOver = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

async function choose(page: Page, form: Locator, field: string, option: string): Promise<void> {
  await form.getByRole('combobox', { name: field }).click()
  await page.locator('.ant-select-item-option', { hasText: option }).click()
}

/** Uploads a paper to a row of the checklist, and waits until it stands there. */
async function prove(page: Page, kind: string, name: string): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: `上传 ${kind}` }).click()
  const paper = { name, mimeType: 'text/plain', buffer: Buffer.from(`${kind}：${name}`) }
  await (await asked).setFiles(paper)
  await page.getByRole('link', { name }).waitFor()
  // The link may have come under the pointer, where it has another colour.
  await page.mouse.move(0, 0)
}

/** The last part of the address, when it names a case. */
async function caseOf(page: Page, list: string): Promise<string> {
  await page.waitForURL(new RegExp(`/${list}/[0-9a-f-]{36}$`))
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

/** A customer of whom nobody has asked for a write-off. */
async function notAsked(context: BrowserContext): Promise<FreeCustomer | undefined> {
  for (const one of await freeCustomers(context, 5, 'last')) {
    const asked = `/api/v1/write-offs?status=requested&customerCode=${one.code}`
    if ((await get<{ total: number }>(context, asked)).total === 0) return one
  }
  return undefined
}

describe('when collecting ends', () => {
  it('a debt goes to court from the page of its customer: evidence, stages, costs, and back to the customer', async () => {
    await as('finance', 1440, async ({ page, context, open, settle }) => {
      const [free] = await freeCustomers(context, 1)
      const code = free?.code ?? ''
      await open(`/customers/${code}/recoveries`)
      expect(await seriousFaults(page)).toEqual([])
      await page.getByRole('link', { name: '移交追偿' }).click()
      await drawer(page).getByRole('checkbox', { checked: true }).first().waitFor()
      await drawer(page).getByLabel('律所 / 机构 / 法院').fill('城东律师事务所')
      await drawer(page).getByLabel('原因').fill('三次承诺落空，决定起诉')
      expect(await seriousFaults(page)).toEqual([])
      await save(page)
      const id = await caseOf(page, 'hand-overs')
      const handed = (await owedBy(context, code)).filter(({ handedOver }) => Number(handedOver.amount) > 0)
      expect(handed.length).toBe(free?.overdue.length)

      await prove(page, '合同', '购销合同.txt')
      await prove(page, '签收的送货单', '签收单.txt')
      for (const stage of ['已提交', '已受理']) {
        await page.getByRole('button', { name: '记录进展' }).click()
        await choose(page, drawer(page), '阶段', stage)
        await drawer(page).getByLabel('案号 / 文号').fill('（测试）民初字第1号')
        await save(page)
        await drawer(page).waitFor({ state: 'hidden' })
        await page.getByRole('listitem').filter({ hasText: stage }).first().waitFor()
      }
      await page.getByRole('button', { name: '记录费用' }).click()
      await choose(page, drawer(page), '费用项目', '律师费')
      await drawer(page).getByLabel('金额').fill('12000.00')
      await save(page)
      await drawer(page).waitFor({ state: 'hidden' })
      await page.getByRole('listitem').filter({ hasText: '律师费' }).waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      const kept = await get<Record<string, unknown>>(context, `/api/v1/hand-overs/${id}`)
      expect(kept).toMatchObject({
        ...{ stage: 'accepted', reference: '（测试）民初字第1号', customerCode: code },
        costs: [{ kind: 'lawyer', amount: { amount: '12000.00' } }],
      })

      await page.getByRole('link', { name: String(kept['customerName']) }).click()
      await page.waitForURL(/\/customers\//)
      await page.getByRole('link', { name: '追偿与票据' }).click()
      await page.getByRole('link', { name: String(kept['number']) }).waitFor()
    })
  }, 460_000)

  it('a debt is written off by two people, one with a phone; money comes in after it, and the lesson is kept', async () => {
    const asked = await as('finance', 1440, async ({ page, context, open, settle }) => {
      const free = await notAsked(context)
      await open(`/write-offs?new=${free?.code ?? ''}`)
      await drawer(page).getByRole('checkbox', { checked: true }).first().waitFor()
      await choose(page, drawer(page), '核销原因', '债务人破产清算')
      await drawer(page).getByLabel('情况说明').fill('法院已受理破产申请，预计无可分配财产')
      await save(page)
      const id = await caseOf(page, 'write-offs')
      await prove(page, '破产、清算公告', '破产受理裁定.txt')
      await page.getByText('等待他人审批').waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      const { approval } = await get<{ approval: { id: string } }>(context, `/api/v1/write-offs/${id}`)
      return { id, caseId: approval.id, item: free?.overdue[0], code: free?.code ?? '' }
    })
    await as('manager', 390, async ({ page, open }) => {
      await open(`/approval-cases/${asked.caseId}`)
      expect(await widthOver(page)).toBe(0)
      await page
        .getByRole('group', { name: '可用操作' })
        .getByRole('button')
        .filter({ hasText: '同意' })
        .first()
        .tap()
      const answered = page.waitForResponse((response) => response.url().endsWith('/actions'))
      await page.getByRole('dialog').locator('.ant-modal-footer .ant-btn').last().tap()
      expect((await answered).status()).toBe(200)
      await open(`/write-offs/${asked.id}`)
      await page.getByText('已核销').first().waitFor()
      expect(await widthOver(page)).toBe(0)
      expect(await seriousFaults(page)).toEqual([])
    })
    const receipt = `E2E-${asked.id.slice(-8)}`
    await as('admin', 1440, async ({ context }) => {
      const today = new Date().toISOString().slice(0, 10)
      await send(context, 'PUT', `/api/v1/documents/erp/receipt/${receipt}`, {
        ...{
          customerCode: asked.code,
          segment: asked.item?.segment,
          version: 1,
          date: today,
          status: 'open',
        },
        ...{ currency: asked.item?.open.currency, lines: [{ lineNo: 1, amount: '88.00' }] },
      })
    })
    await as('finance', 1440, async ({ page, context, open }) => {
      await open(`/write-offs/${asked.id}`)
      await page.getByRole('button', { name: '记录收回' }).click()
      await drawer(page).getByLabel('收款来源系统').fill('erp')
      await drawer(page).getByLabel('收款单号').fill(receipt)
      await drawer(page).getByLabel('金额').fill('88.00')
      await save(page)
      await drawer(page).waitFor({ state: 'hidden' })
      await page.getByRole('heading', { name: '核销后收回' }).waitFor()
      await page.getByRole('button', { name: '写复盘' }).click()
      await drawer(page).getByLabel('发生了什么').fill('客户停产前两个月已开始拖延付款')
      await drawer(page).getByRole('combobox', { name: '成因' }).click()
      await page.getByTitle('逾期后继续发货').click()
      await page.keyboard.press('Escape')
      await drawer(page).getByLabel('教训').fill('逾期三十天即停货')
      await save(page)
      await drawer(page).waitFor({ state: 'hidden' })
      await page.getByRole('link', { name: '查看复盘' }).click()
      await caseOf(page, 'bad-debts')
      await page.getByText('客户停产前两个月已开始拖延付款').first().waitFor()
      expect(await seriousFaults(page)).toEqual([])
      expect(await get(context, `/api/v1/write-offs/${asked.id}`)).toMatchObject({
        ...{ status: 'written-off', endedBy: 'manager', recovered: { amount: '88.00' } },
      })
    })
  }, 460_000)

  it('an administrator adds a reason for write-offs, and retires it', async () => {
    await as('admin', 1440, async ({ page, context, open, settle }) => {
      await open('/write-off-reasons')
      await page.getByRole('button', { name: '新增原因' }).click()
      await drawer(page).getByLabel('编码').fill('e2e-rule')
      await drawer(page).getByLabel('中文名称').fill('试行规定')
      await drawer(page).getByLabel('英文名称').fill('Rule on trial')
      await drawer(page).getByLabel('依据（中文）').fill('内部文件')
      await drawer(page).getByLabel('依据（英文）').fill('Internal paper')
      expect(await seriousFaults(page)).toEqual([])
      await save(page)
      await drawer(page).waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: '试行规定', exact: true }).click()
      await drawer(page).getByRole('switch').click()
      await save(page)
      await drawer(page).waitFor({ state: 'hidden' })
      await page.getByText('已停用').waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      const { items } = await get<{ items: { code: string; active: boolean }[] }>(
        context,
        '/api/v1/write-off-reasons',
      )
      expect(items.find(({ code }) => code === 'e2e-rule')).toMatchObject({ active: false })
    })
  }, 460_000)
})

import type { BrowserContext } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople, send } from './demo-people.js'

interface Hold {
  id: string
  customerCode: string
  amount: { amount: string; currency: string }
  document: { number: string }
  releaseRequest: unknown
}

/** Flows are never deleted: a run on a book that has seen one before makes its own. */
const run = Date.now().toString(36)

const { as } = demoPeople()

/** A held order that nobody has asked to be released, in the base currency. */
async function quietHold(context: BrowserContext): Promise<Hold> {
  const { items } = (await send(context, 'GET', '/api/v1/holds?status=open&limit=100')) as { items: Hold[] }
  const hold = items.find(
    ({ releaseRequest, amount }) => releaseRequest === null && amount.currency === 'CNY',
  )
  if (hold === undefined) throw new Error('the demo book has no held order that nobody asked for')
  return hold
}

const named = (username: string) => ({ kind: 'named', usernames: [username] })
const allow = { return: true, addSigner: true, delegate: true, conditional: true }
const both = (text: string) => ({ zh: text, en: text })

/** Three levels: finance, then two people together, then the administrator; only for orders of one amount. */
function threeLevels(amount: string) {
  const approve = (id: string, name: string, mode: object, approvers: object[]) => ({
    kind: 'approve',
    id,
    name: both(name),
    position: { x: 0, y: 0 },
    mode,
    approvers,
    timeLimit: { workingHours: 8, remindBefore: 2, onTimeout: 'remind', escalateTo: null },
    allow,
  })
  const ids = ['start', 'first', 'together', 'last', 'end']
  return {
    name: both('三级审批'),
    subject: 'hold-release',
    startWhen: { match: 'all', tests: [{ field: 'amount', operator: 'eq', value: amount }] },
    fallback: { kind: 'role', role: 'admin' },
    nodes: [
      { kind: 'start', id: 'start', name: both('提交'), position: { x: 0, y: 0 } },
      approve('first', '财务复核', { kind: 'any' }, [named('finance')]),
      approve('together', '共同会签', { kind: 'all' }, [named('analyst'), named('viewer')]),
      approve('last', '最终批准', { kind: 'any' }, [named('admin')]),
      { kind: 'end', id: 'end', name: both('通过'), position: { x: 0, y: 0 }, outcome: 'approved' },
    ],
    edges: ids.slice(1).map((to, index) => ({ id: `e${index}`, from: ids[index], to })),
  }
}

/** Presses a button of a case's own page and confirms the dialog, with a comment when one is given. */
async function decide(username: string, caseId: string, button: string, comment?: string): Promise<void> {
  await as(username, 1440, async ({ page, open }) => {
    await open(`/approval-cases/${caseId}`)
    const leading = page
      .getByRole('group', { name: '可用操作' })
      .getByRole('button', { name: button, exact: true })
    if ((await leading.count()) > 0) await leading.click()
    else {
      await page.getByRole('group', { name: '可用操作' }).getByText('更多').click()
      await page.getByRole('menuitem', { name: button, exact: true }).click()
    }
    const dialog = page.getByRole('dialog')
    if (comment !== undefined) await dialog.locator('textarea').first().fill(comment)
    const answered = page.waitForResponse((response) => response.url().endsWith('/actions'))
    await dialog.locator('.ant-modal-footer .ant-btn').last().click()
    expect((await answered).status()).toBe(200)
    await dialog.waitFor({ state: 'hidden' })
  })
}

describe('an approval flow', () => {
  it('is drawn on the canvas and in the list, tried with a sample, and published with a reason', async () => {
    await as('admin', 1440, async ({ page, open, settle, context }) => {
      await open('/approval-flows')
      await page.getByRole('button', { name: /为“放行冻结订单”新建流程/ }).click()
      await page.getByLabel('名称（中文）').fill('大额放行')
      await page.getByLabel('名称（英文）').fill('Large releases')
      await page.getByLabel('编码').fill(`large-${run}`)
      await page.getByRole('button', { name: '创建并设计' }).click()
      await page.waitForURL(`**/approval-flows/large-${run}`)
      await settle()
      await page.getByText('校验通过').waitFor()

      // A part dragged onto the canvas belongs to nothing yet, and says so.
      const canvas = page.locator('.react-flow__pane')
      await page
        .getByRole('button', { name: '抄送', exact: true })
        .dragTo(canvas, { targetPosition: { x: 60, y: 60 } })
      await page.locator('.react-flow__node', { hasText: '抄送' }).waitFor()
      await page.getByText(/个问题待解决/).waitFor()
      await page.getByRole('button', { name: '撤销' }).click()
      await page.getByText('校验通过').waitFor()

      await page.getByRole('button', { name: '在“审批”后面插入' }).click()
      await page.getByRole('menuitem', { name: '会签' }).click()
      await page.locator('.react-flow__node', { hasText: '会签（全部同意）' }).waitFor()
      await page.getByText('校验通过').waitFor()
      await page.getByRole('tab', { name: '试算' }).click()
      await page.getByRole('tabpanel').getByRole('button', { name: '试算' }).click()
      await page.getByRole('region', { name: '试算结果' }).getByText('会签', { exact: true }).waitFor()
      expect(await seriousFaults(page)).toEqual([])

      await page.getByRole('button', { name: '发布', exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('修改原因').fill('大额订单须会签')
      await dialog.getByRole('button', { name: '发布' }).click()
      await page.getByText('版本 1 生效中').first().waitFor()
      const flow = (await send(context, 'GET', `/api/v1/approval-flows/large-${run}`)) as {
        version: number
        content: { nodes: { kind: string }[] }
      }
      expect(flow.version).toBe(1)
      expect(flow.content.nodes.map(({ kind }) => kind).sort()).toEqual([
        'approve',
        'approve',
        'end',
        'start',
      ])
      // Out of the way of everybody else's requests.
      await send(context, 'PATCH', `/api/v1/approval-flows/large-${run}`, { active: false })
    })
  })
})

describe('an approval', () => {
  it('goes over three levels, back to the first by a countersigner, and releases the order once all agree', async () => {
    const hold = await as('admin', 1440, async ({ context }) => {
      const found = await quietHold(context)
      const flow = threeLevels(found.amount.amount)
      const made = (await send(context, 'POST', '/api/v1/approval-flows', {
        code: `three-${run}`,
        content: flow,
      })) as {
        draft: { revision: number }
      }
      await send(context, 'PATCH', `/api/v1/approval-flows/three-${run}`, { priority: 1 })
      const { revision } = made.draft
      await send(context, 'POST', `/api/v1/approval-flows/three-${run}/publish`, { revision, note: '三级' })
      return found
    })
    const caseId = await as('manager', 1440, async ({ context }) => {
      await send(context, 'POST', `/api/v1/holds/${hold.id}/release`, { reason: '客户已提供担保' })
      const { items } = (await send(context, 'GET', `/api/v1/approval-cases?objectId=${hold.id}`)) as {
        items: { id: string }[]
      }
      return items[0]?.id ?? ''
    })

    // The first finds it in the inbox, opens it beside the list and approves it there.
    await as('finance', 1440, async ({ page, open }) => {
      await open('/approvals/todo')
      await page.getByText(hold.document.number).first().click()
      await page.waitForURL(`**/approvals/todo/${caseId}`)
      await page.getByRole('button', { name: '同意', exact: true }).click()
      await page.getByRole('dialog').locator('.ant-modal-footer .ant-btn').last().click()
      await page.getByText('已同意').first().waitFor()
      expect(await seriousFaults(page)).toEqual([])
    })
    await decide('analyst', caseId, '退回', '请补充担保合同')
    await as('manager', 1440, async ({ context }) => {
      const found = (await send(context, 'GET', `/api/v1/approval-cases/${caseId}`)) as {
        mine: { actions: string[] }
        path: { nodeId: string; status: string }[]
      }
      expect(found.path.find(({ nodeId }) => nodeId === 'together')?.status).toBe('returned')
    })
    await finish(caseId)
    const after = await as('admin', 1440, async ({ page, open, context }) => {
      await open(`/approval-cases/${caseId}`)
      await page.getByText('已通过').first().waitFor()
      expect(await seriousFaults(page)).toEqual([])
      return (await send(context, 'GET', `/api/v1/holds/${hold.id}`)) as { status: string }
    })
    expect(after.status).toBe('released')
  }, 300_000)

  it('shows what others say and do while it is open, without looking again', async () => {
    await as('manager', 1440, async ({ page, open, context }) => {
      const { items } = (await send(context, 'GET', '/api/v1/inbox?box=todo&limit=1')) as {
        items: { id: string }[]
      }
      const id = items[0]?.id ?? ''
      const listening = page.waitForRequest((request) => request.url().endsWith('/api/v1/events'))
      await open(`/approval-cases/${id}`)
      await listening
      const said = `已补充材料 ${run}`
      // Pages look again by themselves every 20 seconds at the latest: what comes sooner came by the stream.
      const soon = { timeout: 8_000 }
      await as('admin', 1440, ({ context: other }) =>
        send(other, 'POST', `/api/v1/approval-cases/${id}/actions`, { action: 'comment', comment: said }),
      )
      await page.getByText(said).waitFor(soon)
      const agree = page
        .getByRole('group', { name: '可用操作' })
        .getByRole('button', { name: '同意', exact: true })
      await agree.waitFor(soon)
      const waiting = page.locator('nav a[href="/approvals"]').first()
      const before = await waiting.innerText()
      await as('manager', 1440, async ({ context: other }) => {
        const { mine } = (await send(other, 'GET', `/api/v1/approval-cases/${id}`)) as {
          mine: { stepId: string }
        }
        const body = { action: 'approve', stepId: mine.stepId, comment: '同意' }
        await send(other, 'POST', `/api/v1/approval-cases/${id}/actions`, body)
      })
      await agree.waitFor({ state: 'detached', ...soon })
      await expect.poll(() => waiting.innerText(), soon).not.toBe(before)
    })
  }, 120_000)

  it('is read and decided on a phone, with buttons that a thumb can press', async () => {
    await as('manager', 390, async ({ page, open, settle }) => {
      await open('/approvals/todo')
      await page.locator('li button[aria-hidden]').first().click()
      await page.waitForURL(/\/approvals\/todo\/[0-9a-f-]{36}/)
      await settle()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      const buttons = page.getByRole('group', { name: '可用操作' }).getByRole('button')
      for (const button of await buttons.all()) {
        const box = await button.boundingBox()
        expect(box?.height ?? 0).toBeGreaterThanOrEqual(44)
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844)
      }
      expect(await seriousFaults(page)).toEqual([])
      await buttons.filter({ hasText: '同意' }).first().tap()
      const answered = page.waitForResponse((response) => response.url().endsWith('/actions'))
      await page.getByRole('dialog').locator('.ant-modal-footer .ant-btn').last().tap()
      expect((await answered).status()).toBe(200)
      await page.getByText('已同意').first().waitFor()
    })
  })
})

/** After a return: whoever is asked next approves, until nobody is. */
async function finish(caseId: string): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) {
    const next = await as('admin', 1440, async ({ context }) => {
      const found = (await send(context, 'GET', `/api/v1/approval-cases/${caseId}`)) as {
        status: string
        waitingFor: { username: string }[]
        path: { status: string; steps: { status: string; kind: string }[] }[]
      }
      const revises = found.path.some(({ steps }) =>
        steps.some(({ status, kind }) => status === 'open' && kind === 'revision'),
      )
      return { username: found.waitingFor[0]?.username, revises }
    })
    if (next.username === undefined) return
    if (next.revises) await decide(next.username, caseId, '重新提交', '担保合同已补充')
    else await decide(next.username, caseId, '同意', '同意')
  }
  throw new Error('the case does not end')
}

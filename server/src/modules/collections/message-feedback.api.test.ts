import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { startSmsStandIn, type SmsStandIn } from '../../../test/sms-stand-in.js'
import { startSmtpStandIn, type SmtpStandIn } from '../../../test/smtp-stand-in.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { newId } from '../../platform/new-id.js'
import { sql } from '../../platform/db/sql.js'
import { collectReceipts, noteOpenedLink } from './collect-receipts.js'
import { defaultStrategies } from './domain/default-strategy.js'
import { runDunning } from './run-dunning.js'
import { sendDunning } from './send-dunning.js'

const SMS = '/api/v1/notification-channels/sms'

describe('what becomes of messages', () => {
  let api: TestApp
  let book: CreditBook
  let smtp: SmtpStandIn
  let sms: SmsStandIn
  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-23T02:00:00Z' })
    book = await openCreditBook(api)
    smtp = await startSmtpStandIn()
    sms = await startSmsStandIn()
    await api.request('PUT', '/api/v1/notification-channels/mail', {
      body: {
        ...{ host: '127.0.0.1', port: smtp.port, security: 'none', username: null },
        ...{ from: 'credit@example.com', active: true },
      },
    })
    await account('aliyun')
    await api.request('PUT', '/api/v1/dunning-settings', { body: { mode: 'live' } })
  })
  afterAll(async () => {
    await Promise.all([smtp.close(), sms.close()])
    await api.close()
  })
  beforeEach(() => {
    api.clock.set('2026-11-23T02:00:00Z')
    sms.answers.set('SendSms', { Code: 'OK', BizId: 'B1' })
  })

  const account = (provider: 'aliyun' | 'tencent') =>
    api.request('PUT', SMS, {
      body: {
        ...{ provider, endpoint: sms.url, region: 'ap-guangzhou', accessKeyId: 'AK', secret: 'SK' },
        ...{ signName: '信衡', appId: '1400', active: true },
      },
    })
  const deps = () => ({
    ...{ db: api.deps.db, now: () => api.clock.now(), secrets: api.secrets },
    publicUrl: 'https://credit.example.com',
  })
  /** Somebody who owes since four days, and the message that a run writes to them. */
  const asked = async (code: string) => {
    await book.customer(code, 'unlimited')
    const person = { name: '王芳', role: '财务', phone: '13800138000', email: `${code}@example.com` }
    await api.request('PUT', `/api/v1/customers/${code}/contacts/${newId()}`, { body: person })
    await book.document('invoice', `INV-${code}`, {
      ...{ customerCode: code, dueDate: '2026-11-19', lines: [{ lineNo: 1, amount: '1000.00' }] },
    })
    const begun = await api.request('POST', '/api/v1/dunning-runs', { body: { mode: 'live' } })
    await runDunning(api.deps, String(begun.body.id))
  }
  const messageOf = async (code: string) =>
    (await api.request('GET', `/api/v1/dunning-messages?customerCode=${code}`)).body.items[0]
  const contactOf = async (code: string) =>
    (
      await api.deps.db.rows<{ delivery: string; grade: string; arrived: Date | null }>(sql`
        SELECT delivery, proof_grade AS grade, arrived_at AS arrived FROM contact k
        JOIN customer c ON c.id = k.customer_id WHERE c.code = ${code}`)
    )[0]
  /** The text of the mail to somebody, as a mail program would show it. */
  const mailTo = (code: string): string => {
    const source = smtp.received.find(({ to }) => to[0] === `${code}@example.com`)?.source ?? ''
    const [head = '', ...rest] = source.split('\r\n\r\n')
    const body = rest.join('\r\n\r\n')
    return /^Content-Transfer-Encoding: base64/im.test(head)
      ? Buffer.from(body, 'base64').toString('utf8')
      : body.replaceAll('=\r\n', '').replaceAll('=3D', '=')
  }
  const linkIn = (code: string): string =>
    /https:\/\/credit\.example\.com\/confirm-statement#token=([\w-]+)/.exec(mailTo(code))?.[1] ?? ''

  it('a link in a mail shows the statement, and opening it proves that the mail has arrived', async () => {
    await asked('OPENS')
    await sendDunning(deps())
    expect(await messageOf('OPENS')).toMatchObject({ status: 'sent', openedAt: null })
    expect(await contactOf('OPENS')).toMatchObject({ delivery: 'sent', grade: 'should-arrive' })
    const token = linkIn('OPENS')
    expect(token).toHaveLength(43)
    const detail = await api.request('GET', `/api/v1/dunning-messages/${(await messageOf('OPENS')).id}`)
    expect(detail.text).not.toContain(token)

    api.clock.advance({ minutes: 30 })
    const opened = await api.request('POST', '/api/v1/statement-links/open', { as: null, body: { token } })
    expect(opened.body.statements[0].openItems[0].document).toMatchObject({ number: 'INV-OPENS' })
    const [job] = await api.deps.db.rows<{ payload: { statementId: string } }>(sql`
      SELECT payload FROM graphile_worker._private_jobs j
      JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'statement-opened'`)
    await noteOpenedLink(deps(), job?.payload.statementId ?? '')
    expect(await messageOf('OPENS')).toMatchObject({
      ...{ status: 'delivered', openedAt: '2026-11-23T02:30:00.000Z', arrivedAt: '2026-11-23T02:30:00.000Z' },
    })
    expect(await contactOf('OPENS')).toMatchObject({ delivery: 'opened', grade: 'receipt' })
    api.clock.advance({ minutes: 30 })
    await noteOpenedLink(deps(), job?.payload.statementId ?? '')
    expect((await messageOf('OPENS')).openedAt).toBe('2026-11-23T02:30:00.000Z')
  })

  it('without a public address the line of the link is left out', async () => {
    await asked('NOLINK')
    await sendDunning({ ...deps(), publicUrl: undefined })
    expect(mailTo('NOLINK')).toContain('INV-NOLINK')
    expect(mailTo('NOLINK')).not.toMatch(/link|对账单/)
  })

  it('a second attempt has a link of its own, and the first one stops working', async () => {
    await asked('TWICE')
    smtp.refuse = { code: 451, text: 'later' }
    await sendDunning(deps())
    smtp.refuse = null
    const first = await api.deps.db.rows<{ statementId: string }>(sql`
      SELECT m.statement_id AS "statementId" FROM dunning_message m JOIN customer c ON c.id = m.customer_id
      WHERE c.code = 'TWICE'`)
    api.clock.advance({ minutes: 40 })
    await sendDunning(deps())
    const second = await api.deps.db.rows<{ statementId: string }>(sql`
      SELECT m.statement_id AS "statementId" FROM dunning_message m JOIN customer c ON c.id = m.customer_id
      WHERE c.code = 'TWICE'`)
    expect(second).toEqual(first)
    const opened = await api.request('POST', '/api/v1/statement-links/open', {
      ...{ as: null, body: { token: linkIn('TWICE') } },
    })
    expect(opened.status).toBe(200)
  })

  it('a mail that the server of the other side refuses is a failed contact and proves nothing', async () => {
    await asked('REFUSED')
    smtp.refuse = { code: 550, text: 'no such mailbox' }
    await sendDunning(deps())
    smtp.refuse = null
    expect(await messageOf('REFUSED')).toMatchObject({ status: 'failed', answerCode: '550' })
    expect(await contactOf('REFUSED')).toMatchObject({ delivery: 'failed', grade: 'none' })
  })

  describe('over SMS', () => {
    beforeAll(async () => {
      const [standard] = defaultStrategies.strategies
      if (!standard) throw new Error('the standard has no strategy')
      const steps = standard.steps.map((step) =>
        step.code === 'overdue-3' ? { ...step, channel: 'sms' as const, template: 'short' } : step,
      )
      for (const locale of ['zh-CN', 'en']) {
        await api.request('PUT', `/api/v1/dunning-templates/short/${locale}`, {
          body: {
            ...{ name: { zh: '短信', en: 'SMS' }, subject: '账单到期提醒', body: '{amount}', basedOn: 0 },
            sms: { templateId: 'SMS_1', params: ['amount', 'days'] },
          },
        })
      }
      const published = await api.request('POST', '/api/v1/collection-strategies', {
        body: { ...defaultStrategies, strategies: [{ ...standard, steps }] },
      })
      if (published.status !== 201) throw new Error(published.text)
    })

    const receipt = (one: object) =>
      sms.answers.set('QuerySendDetails', { Code: 'OK', SmsSendDetailDTOs: { SmsSendDetailDTO: [one] } })

    it('the platform is asked for the receipt until it has one', async () => {
      await asked('ARRIVES')
      await sendDunning(deps())
      expect(await messageOf('ARRIVES')).toMatchObject({ status: 'sent', receipt: 'B1', arrivedAt: null })
      expect(await collectReceipts(deps())).toBe(0)
      receipt({ SendStatus: 1 })
      api.clock.advance({ minutes: 3 })
      expect(await collectReceipts(deps())).toBe(0)
      const questions = sms.asked.length
      expect(await collectReceipts(deps())).toBe(0)
      expect(sms.asked).toHaveLength(questions)
      receipt({ SendStatus: 3, ErrCode: 'DELIVERED', ReceiveDate: '2026-11-23 10:00:09' })
      api.clock.advance({ minutes: 10 })
      expect(await Promise.all([collectReceipts(deps()), collectReceipts(deps())])).toContain(1)
      expect(await messageOf('ARRIVES')).toMatchObject({
        ...{ status: 'delivered', arrivedAt: '2026-11-23T02:00:09.000Z' },
      })
      expect(await contactOf('ARRIVES')).toMatchObject({ delivery: 'delivered', grade: 'receipt' })
    })

    it('one that did not arrive is bounced, with what to do about it', async () => {
      await asked('GONE')
      await sendDunning(deps())
      receipt({ SendStatus: 2, ErrCode: 'MOBILE_NOT_ON_SERVICE' })
      api.clock.advance({ minutes: 3 })
      expect(await collectReceipts(deps())).toBe(1)
      expect(await messageOf('GONE')).toMatchObject({
        status: 'bounced',
        allowed: ['send_again', 'withdraw'],
      })
      expect(await contactOf('GONE')).toMatchObject({ delivery: 'bounced', grade: 'none', arrived: null })
      const faults = await api.request('GET', `${SMS}/faults`)
      expect(faults.body.items).toMatchObject([
        {
          customerCode: 'GONE',
          code: 'MOBILE_NOT_ON_SERVICE',
          todo: { zh: expect.stringContaining('手机号') },
        },
      ])
    })

    describe('that the platform tells by itself', () => {
      const ADDRESSES = `${SMS}/receipt-addresses`
      const made = async (provider: 'aliyun' | 'tencent') => {
        const answer = await api.request('POST', `${ADDRESSES}/${provider}`)
        expect(answer.status, answer.text).toBe(201)
        return new URL(String(answer.body.url)).pathname
      }
      const push = (path: string, body: unknown) => api.request('POST', path, { as: null, body })
      const report = (biz: string, more: object = {}) => ({
        ...{ phone_number: '13800138000', send_time: '2026-11-23 10:00:00' },
        ...{ report_time: '2026-11-23 10:00:07', success: true, err_code: 'DELIVERED', biz_id: biz, ...more },
      })

      it('is noted once, answered as Alibaba Cloud expects, and not asked about any more', async () => {
        const path = await made('aliyun')
        sms.answers.set('SendSms', { Code: 'OK', BizId: 'PUSH-1' })
        await asked('PUSHED')
        await sendDunning(deps())
        api.clock.advance({ minutes: 1 })
        const batch = [report('PUSH-1', { new_field: 1 }), report('OF-ANOTHER-PROGRAM'), { strange: true }]
        const answers = await Promise.all([push(path, batch), push(path, batch)])
        expect(answers.map(({ status, body }) => [status, body])).toEqual([
          [200, { code: 0, msg: '接收成功' }],
          [200, { code: 0, msg: '接收成功' }],
        ])
        expect(await messageOf('PUSHED')).toMatchObject({
          ...{ status: 'delivered', arrivedAt: '2026-11-23T02:00:07.000Z' },
        })
        expect(await contactOf('PUSHED')).toMatchObject({ delivery: 'delivered', grade: 'receipt' })
        // What comes later cannot take it back.
        await push(path, [report('PUSH-1', { success: false, err_code: 'USER_REJECT' })])
        expect((await messageOf('PUSHED')).status).toBe('delivered')
        api.clock.advance({ minutes: 5 })
        const questions = sms.asked.length
        await collectReceipts(deps())
        expect(sms.asked).toHaveLength(questions)
        expect((await api.request('GET', ADDRESSES)).body.items).toMatchObject([
          { provider: 'aliyun', settled: '1', toldAt: '2026-11-23T02:01:00.000Z' },
        ])
      })

      it('a failure is bounced, and a moment that cannot be is not taken as evidence', async () => {
        const path = await made('tencent')
        await account('tencent')
        const sent = (SerialNo: string) =>
          sms.answers.set('SendSms', { Response: { SendStatusSet: [{ SerialNo, Code: 'Ok', Message: '' }] } })
        const status = (sid: string, more: object) => ({
          nationcode: '86',
          mobile: '13800138000',
          sid,
          ...more,
        })
        sent('T-1')
        await asked('TFAIL')
        await sendDunning(deps())
        sent('T-2')
        await asked('TODD')
        await sendDunning(deps())
        await account('aliyun')
        const { body } = await push(path, [
          status('T-1', { report_status: 'FAIL', errmsg: 'MK:0001', description: '空号' }),
          status('T-2', { report_status: 'SUCCESS', user_receive_time: '2015-10-17 08:03:04' }),
        ])
        expect(body).toEqual({ result: 0, errmsg: 'OK' })
        expect(await messageOf('TFAIL')).toMatchObject({ status: 'bounced', answerCode: 'MK:0001' })
        expect(await messageOf('TODD')).toMatchObject({
          ...{ status: 'delivered', arrivedAt: '2026-11-23T02:00:00.000Z' },
        })
      })

      it('is believed at its own address only, which is made anew, taken away and kept from the trail', async () => {
        const old = await made('aliyun')
        const path = await made('aliyun')
        const token = path.split('/').at(-1) ?? ''
        expect((await push(old, [])).status).toBe(404)
        expect((await push(`/api/v1/sms-receipts/tencent/${token}`, [])).status).toBe(404)
        expect((await push(path, { not: 'a list' })).status).toBe(400)
        expect((await push(path, [])).status).toBe(200)
        const trail = await api.request('GET', '/api/v1/audit?objectType=sms-account')
        expect(trail.text).toContain('sms-receipt-address.made')
        expect(trail.text).not.toContain(token)
        const viewer = await api.signIn('viewer')
        expect((await api.request('POST', `${ADDRESSES}/aliyun`, { as: viewer })).status).toBe(403)
        expect((await api.request('DELETE', `${ADDRESSES}/aliyun`)).status).toBe(204)
        expect((await api.request('DELETE', `${ADDRESSES}/aliyun`)).status).toBe(404)
        expect((await push(path, [])).status).toBe(404)
      })

      it('is refused to whoever comes too often', async () => {
        const path = await made('aliyun')
        await api.deps.db.transaction((tx) =>
          tx.run(sql`UPDATE sign_in_attempt SET attempts = 600, started_at = ${api.clock.now()}
            WHERE key LIKE 'sms-receipts@%'`),
        )
        const answer = await push(path, [])
        expect([answer.status, answer.body.code]).toEqual([429, 'rate_limited'])
        api.clock.advance({ minutes: 2 })
        expect((await push(path, [])).status).toBe(200)
      })
    })

    it('another account is not asked about what the first one took', async () => {
      await asked('MOVED')
      await sendDunning(deps())
      await account('tencent')
      api.clock.advance({ minutes: 3 })
      const questions = sms.asked.length
      expect(await collectReceipts(deps())).toBe(0)
      expect(sms.asked).toHaveLength(questions)
      expect((await messageOf('MOVED')).status).toBe('sent')
      await account('aliyun')
    })

    it('an account is tried with a test message, and who did so is recorded without the number', async () => {
      const test = (params: { name: string; value: string }[]) =>
        api.request('POST', `${SMS}/test`, { body: { phone: '13912345678', templateId: 'SMS_1', params } })
      expect((await test([{ name: 'amount', value: '1' }])).body).toEqual({
        ...{ outcome: 'sent', code: 'OK', reason: null, todo: null },
      })
      expect(sms.last().query).toMatchObject({ PhoneNumbers: '13912345678', TemplateParam: '{"amount":"1"}' })
      sms.answers.set('SendSms', { Code: 'isv.SIGN_STATE_ILLEGAL', Message: 'm' })
      expect((await test([])).body).toMatchObject({
        ...{ outcome: 'rejected', todo: { en: expect.stringContaining('signature') } },
      })
      const trail = await api.request('GET', '/api/v1/audit?objectType=sms-account')
      expect(trail.text).toContain('sms-account.tried')
      expect(trail.text).not.toContain('13912345678')
    })
  })
})

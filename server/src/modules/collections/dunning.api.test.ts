import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { startSmtpStandIn, type SmtpStandIn } from '../../../test/smtp-stand-in.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { addDays, calendarDay } from '../../kernel/calendar-day.js'
import { newId } from '../../platform/new-id.js'
import { sql } from '../../platform/db/sql.js'
import { defaultStrategies } from './domain/default-strategy.js'
import { runOfTheDay, sweepDunning } from './dunning-jobs.js'
import { runDunning } from './run-dunning.js'
import { sendDunning } from './send-dunning.js'

const TODAY = calendarDay('2026-11-23')

describe('runs of collection strategies', () => {
  let api: TestApp
  let book: CreditBook
  let smtp: SmtpStandIn
  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-23T02:00:00Z', poolSize: 8 })
    book = await openCreditBook(api)
    smtp = await startSmtpStandIn()
    await api.request('PUT', '/api/v1/notification-channels/mail', {
      body: {
        ...{ host: '127.0.0.1', port: smtp.port, security: 'none', username: null },
        ...{ from: 'credit@example.com', active: true },
      },
    })
  })
  afterAll(async () => {
    await smtp.close()
    await api.close()
  })
  beforeEach(() => {
    smtp.received.length = 0
    api.clock.set('2026-11-23T02:00:00Z')
  })

  const mode = (wanted: string) => api.request('PUT', '/api/v1/dunning-settings', { body: { mode: wanted } })
  const start = async (wanted: 'dry' | 'live') => {
    const begun = await api.request('POST', '/api/v1/dunning-runs', { body: { mode: wanted } })
    if (begun.status !== 202) throw new Error(begun.text)
    return String(begun.body.id)
  }
  const run = async (wanted: 'dry' | 'live') => {
    const id = await start(wanted)
    return runDunning(api.deps, id)
  }
  interface Contact {
    messageId: string | null
    customerCode: string
    channel: string
    status: string | null
  }
  const contactsOf = async (id: string) =>
    (await api.request('GET', `/api/v1/dunning-runs/${id}/contacts?pageSize=500`)).body.items as Contact[]
  const send = () => sendDunning({ db: api.deps.db, now: () => api.clock.now(), secrets: api.secrets })
  const messageOf = async (customerCode: string) =>
    (await api.request('GET', `/api/v1/dunning-messages?customerCode=${customerCode}`)).body.items[0]
  const invoice = (customerCode: string, number: string, dueIn: number, amount = '1000.00') =>
    book.document('invoice', number, {
      customerCode,
      dueDate: addDays(TODAY, dueIn),
      lines: [{ lineNo: 1, amount }],
    })
  const debtor = async (code: string, dueIn: number, email = true) => {
    await book.customer(code, 'unlimited')
    const person = {
      name: '王芳',
      role: '财务',
      phone: '13800138000',
      ...(email ? { email: `${code}@example.com` } : {}),
    }
    await api.request('PUT', `/api/v1/customers/${code}/contacts/${newId()}`, { body: person })
    return invoice(code, `INV-${code}`, dueIn)
  }

  it('send nothing on a new installation until somebody says so', async () => {
    await debtor('OFF', -4)
    expect((await api.request('GET', '/api/v1/dunning-settings')).body.mode).toBe('off')
    const refused = await api.request('POST', '/api/v1/dunning-runs', { body: { mode: 'live' } })
    expect([refused.status, refused.body.code]).toEqual([409, 'dunning_off'])
    expect(await runOfTheDay(api.deps)).toBe(false)
    expect(await send()).toBe(0)
  })

  it('write what a dry run has shown, item by item, on books made at random', async () => {
    await mode('live')
    let made = 0
    const invoices = fc.array(
      fc.record({ dueIn: fc.integer({ min: -90, max: 5 }), cents: fc.integer({ min: 1, max: 500_000 }) }),
      {
        ...{ minLength: 1, maxLength: 4 },
      },
    )
    const customers = fc.array(fc.record({ email: fc.boolean(), disputed: fc.boolean(), invoices }), {
      ...{ minLength: 1, maxLength: 5 },
    })
    await fc.assert(
      fc.asyncProperty(customers, async (wanted) => {
        for (const one of wanted) {
          const code = `R${++made}`
          await debtor(code, one.invoices[0]?.dueIn ?? -5, one.email)
          for (const [index, { dueIn, cents }] of one.invoices.entries()) {
            await invoice(code, `${code}-${index}`, dueIn, (cents / 100).toFixed(2))
          }
          if (one.disputed) {
            await api.deps.db.run(sql`
              UPDATE document SET disputed = true, disputed_by_source = true WHERE number = ${`${code}-0`}`)
          }
        }
        const dry = await run('dry')
        const live = await run('live')
        const shown = (contacts: Contact[]) => contacts.map(({ messageId: _, status: __, ...rest }) => rest)
        expect(shown(await contactsOf(live.id))).toEqual(shown(await contactsOf(dry.id)))
        expect([live.contacts, live.items, live.asides]).toEqual([dry.contacts, dry.items, dry.asides])
      }),
      { numRuns: 4 },
    )
    expect((await run('live')).contacts).toBe(0)
  }, 60_000)

  it('ask each customer once when two workers run at the same time, and send each message once', async () => {
    await mode('live')
    await Promise.all(['W1', 'W2', 'W3'].map((code) => debtor(code, -4)))
    const [first, second] = await Promise.all([run('live'), run('live')])
    const all = [...(await contactsOf(first.id)), ...(await contactsOf(second.id))]
    expect(
      all
        .filter(({ customerCode }) => customerCode.startsWith('W'))
        .map(({ customerCode }) => customerCode)
        .sort(),
    ).toEqual(['W1', 'W2', 'W3'])
    await Promise.all([send(), send()])
    expect(smtp.received.filter(({ to }) => to[0] === 'W2@example.com')).toHaveLength(1)
    expect(await messageOf('W2')).toMatchObject({ status: 'sent', recipient: '王芳 <W2@example.com>' })
    const [logged] = await api.deps.db.rows<{ count: number; grade: string }>(sql`
      SELECT count(*)::int AS count, max(proof_grade) AS grade FROM contact k JOIN customer c ON c.id = k.customer_id
      WHERE c.code = 'W2'`)
    expect(logged).toEqual({ count: 1, grade: 'should-arrive' })
  })

  it('neither repeat nor lose what was interrupted between handing over and noting it', async () => {
    await mode('live')
    await debtor('CRASH', -4)
    await run('live')
    let transactions = 0
    const stopping = Object.create(api.deps.db, {
      transaction: {
        value: (work: Parameters<typeof api.deps.db.transaction>[0]) => {
          transactions += 1
          return transactions > 1
            ? Promise.reject(new Error('the program stops'))
            : api.deps.db.transaction(work)
        },
      },
    }) as typeof api.deps.db
    const interrupted = sendDunning({ db: stopping, now: () => api.clock.now(), secrets: api.secrets }, 1)
    await expect(interrupted).rejects.toThrow('the program stops')
    await send()
    expect(smtp.received.filter(({ to }) => to[0] === 'CRASH@example.com')).toHaveLength(1)
    api.clock.advance({ minutes: 6 })
    await sweepDunning(api.deps)
    await send()
    expect(smtp.received).toHaveLength(1)
    const { id, status } = await messageOf('CRASH')
    expect(status).toBe('unclear')
    const said = await api.request('POST', `/api/v1/dunning-messages/${id}/decision`, {
      body: { act: 'was_sent' },
    })
    expect(said.body.status).toBe('sent')
    const [logged] = await api.deps.db.rows<{ count: number }>(
      sql`SELECT count(*)::int AS count FROM contact WHERE id = ${String(id)}`,
    )
    expect(logged?.count).toBe(1)
  })

  it('leave an interrupted message to a person, who says what became of it', async () => {
    await mode('live')
    await debtor('UNCLEAR', -4)
    await run('live')
    await api.deps.db.run(sql`
      UPDATE dunning_message SET status = 'sending', claimed_at = ${api.clock.now()}, next_attempt_at = NULL
      WHERE customer_id = (SELECT id FROM customer WHERE code = 'UNCLEAR') AND channel = 'email'`)
    await send()
    expect(smtp.received.filter(({ to }) => to[0] === 'UNCLEAR@example.com')).toEqual([])
    api.clock.advance({ minutes: 6 })
    await sweepDunning(api.deps)
    const message = await messageOf('UNCLEAR')
    expect(message).toMatchObject({ status: 'unclear', allowed: ['was_sent', 'send_again'] })
    const decide = (act: string) =>
      api.request('POST', `/api/v1/dunning-messages/${message.id}/decision`, { body: { act } })
    expect((await decide('approve')).body.code).toBe('dunning_act_impossible')
    expect((await decide('send_again')).body.status).toBe('pending')
    await send()
    expect(smtp.received.filter(({ to }) => to[0] === 'UNCLEAR@example.com')).toHaveLength(1)
  })

  it('take back what was paid before it left, and ask again for the rest another day', async () => {
    await mode('live')
    await debtor('PAID', -4)
    await run('live')
    await book.document('receipt', 'R-PAID', {
      ...{ customerCode: 'PAID', date: TODAY, lines: [{ lineNo: 1, amount: '400.00' }] },
      allocations: [{ number: 'INV-PAID', amount: '400.00' }],
    })
    await send()
    expect(smtp.received.filter(({ to }) => to[0] === 'PAID@example.com')).toEqual([])
    expect((await messageOf('PAID')).status).toBe('withdrawn')
    const again = await run('live')
    const [contact] = (await contactsOf(again.id)).filter(({ customerCode }) => customerCode === 'PAID')
    expect(contact).toMatchObject({ totals: { CNY: '600.00' } })
  })

  it('wait for the hours of the day and for the approval of somebody else', async () => {
    await mode('live')
    api.clock.set('2026-11-23T14:00:00Z')
    await debtor('NIGHT', -4)
    await debtor('HARSH', -70)
    await run('live')
    await send()
    expect(smtp.received).toEqual([])
    expect((await messageOf('NIGHT')).nextAttemptAt).toBe('2026-11-24T01:00:00.000Z')
    const harsh = await messageOf('HARSH')
    expect(harsh).toMatchObject({ status: 'to_approve', channel: 'letter', creditEffect: 'block-orders' })
    const decide = (act: string) =>
      api.request('POST', `/api/v1/dunning-messages/${harsh.id}/decision`, { body: { act } })
    expect((await decide('approve')).body.status).toBe('to_print')
    const pdf = await api.request('GET', `/api/v1/dunning-letters.pdf?messageId=${String(harsh.id)}`)
    expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-'])
    expect((await decide('posted')).body.status).toBe('sent')
    const check = await book.check('HARSH', 'SO-HARSH', '1.00')
    expect(check.body.outcome).toBe('held')
  })

  it('leave an excluded customer alone, and say why', async () => {
    await mode('live')
    await debtor('ALONE', -4)
    const path = '/api/v1/customers/ALONE/collection-exclusion'
    const excluded = await api.request('PUT', path, { body: { reason: '重整程序', untilOn: '2026-11-30' } })
    expect(excluded.body.exclusion).toMatchObject({ reason: '重整程序', untilOn: '2026-11-30' })
    const { id } = await run('live')
    expect((await contactsOf(id)).filter(({ customerCode }) => customerCode === 'ALONE')).toEqual([])
    const plan = await api.request('GET', '/api/v1/customers/ALONE/collection-plan')
    expect(plan.body.asides).toMatchObject([{ number: 'INV-ALONE', reason: 'excluded' }])
    expect((await api.request('DELETE', path)).body.exclusion).toBeNull()
    expect((await run('live')).contacts).toBe(1)
  })

  it('let nobody approve the harsh messages of their own run', async () => {
    await mode('live')
    const boss = await api.signIn('credit-manager', { username: 'boss' })
    const other = await api.signIn('credit-manager', { username: 'other' })
    await debtor('OWN', -70)
    const begun = await api.request('POST', '/api/v1/dunning-runs', { as: boss, body: { mode: 'live' } })
    await runDunning(api.deps, String(begun.body.id))
    const { id } = await messageOf('OWN')
    const approve = (as: typeof boss) =>
      api.request('POST', `/api/v1/dunning-messages/${String(id)}/decision`, { as, body: { act: 'approve' } })
    expect((await approve(boss)).body.code).toBe('dunning_own_run')
    expect((await approve(other)).body.status).toBe('to_print')
  })

  it('keep an SMS account without showing its secret', async () => {
    const path = '/api/v1/notification-channels/sms'
    const body = {
      ...{ provider: 'tencent', endpoint: 'https://sms.tencentcloudapi.com', region: 'ap-guangzhou' },
      ...{ accessKeyId: 'AK', signName: '信衡', appId: null, active: true },
    }
    expect((await api.request('PUT', path, { body: { ...body, secret: 's' } })).body.code).toBe(
      'sms_app_missing',
    )
    const whole = { ...body, appId: '1400' }
    expect((await api.request('PUT', path, { body: whole })).body.code).toBe('sms_secret_missing')
    expect((await api.request('PUT', path, { body: { ...whole, secret: 'hidden-word' } })).status).toBe(200)
    const shown = await api.request('GET', path)
    expect(shown.body.account).toMatchObject({ provider: 'tencent', accessKeyId: 'AK' })
    expect(shown.text).not.toContain('hidden-word')
  })

  it('happen once a day by themselves, in the hours of the strategies', async () => {
    await mode('dry')
    api.clock.set('2026-11-24T00:30:00Z')
    expect(await runOfTheDay(api.deps)).toBe(false)
    api.clock.set('2026-11-24T01:10:00Z')
    expect(await Promise.all([runOfTheDay(api.deps), runOfTheDay(api.deps)])).toContain(true)
    expect(await runOfTheDay(api.deps)).toBe(false)
    const runs = (await api.request('GET', '/api/v1/dunning-runs')).body.items as { scheduled: boolean }[]
    expect(runs.filter(({ scheduled }) => scheduled)).toHaveLength(1)
  })

  it('follow the strategies that are published, after they were drafted, previewed and simulated', async () => {
    const content = { ...defaultStrategies, onePerDay: 'customer' }
    const draft = { content, baseVersion: 1, revision: null }
    const saved = await api.request('PUT', '/api/v1/collection-strategies/draft', { body: draft })
    expect(saved.body.draft).toMatchObject({ revision: 1, outdated: false, faults: [] })
    const preview = await api.request('POST', '/api/v1/collection-strategies/preview', { body: { content } })
    expect(preview.body.figures.customers).toBeGreaterThan(0)
    const simulated = await api.request('POST', '/api/v1/collection-strategies/simulation', {
      body: { content },
    })
    expect(simulated.body.days).toHaveLength(30)
    const broken = {
      ...content,
      strategies: content.strategies.map((one) => ({
        ...one,
        steps: one.steps.map((step) => ({ ...step, template: 'nowhere' })),
      })),
    }
    const refused = await api.request('POST', '/api/v1/collection-strategies', { body: broken })
    expect([refused.status, refused.body.code]).toEqual([400, 'strategies_invalid'])
    const published = await api.request('POST', '/api/v1/collection-strategies', { body: content })
    expect([published.status, published.body.version]).toEqual([201, 2])
    const plan = await api.request('GET', '/api/v1/customers/W1/collection-plan')
    expect(plan.status).toBe(200)
  })

  it('speak by texts that may be changed and tried on a customer', async () => {
    const { items, variables } = (await api.request('GET', '/api/v1/dunning-templates')).body as {
      items: unknown[]
      variables: { name: string }[]
    }
    expect(items.length).toBeGreaterThan(10)
    expect(variables.map(({ name }) => name)).toContain('amount')
    const text = {
      subject: '{customer} 应付 {amount}',
      body: '{items}',
      sms: { templateId: 'T1', params: ['amount'] },
    }
    const shown = await api.request('POST', '/api/v1/dunning-templates/preview', {
      body: { ...text, locale: 'zh-CN', customerCode: 'W1' },
    })
    expect(shown.body).toEqual({
      title: '客户 W1 应付 CNY 1,000.00',
      body: `· INV-W1，到期日 2026-11-19，CNY 1,000.00`,
      sms: [{ name: 'amount', value: 'CNY 1,000.00' }],
    })
    const change = { ...text, name: { zh: '首次', en: 'First' }, basedOn: 0 }
    const path = '/api/v1/dunning-templates/overdue/zh-CN'
    expect((await api.request('PUT', path, { body: change })).body.version).toBe(1)
    expect((await api.request('PUT', path, { body: change })).body.code).toBe('template_changed_meanwhile')
    const unknown = await api.request('PUT', path, { body: { ...change, basedOn: 1, body: '{nobody}' } })
    expect(unknown.body.code).toBe('template_variable_unknown')
    expect((await api.request('GET', path)).body.items).toHaveLength(1)
  })
})

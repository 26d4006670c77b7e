import { createHmac } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startOpenIdStandIn, type OpenIdStandIn } from '../server/test/openid-stand-in.js'
import { startSmtpStandIn, type SmtpStandIn } from '../server/test/smtp-stand-in.js'
import { seriousFaults } from './accessibility.js'
import { launchBrowser } from './chromium.js'
import { startProgram, temporaryDataDir, type Program } from './program.js'
import { visit, type Visitor } from './visitor.js'

const FIRST = 'correct horse battery'
const SECOND = 'staple battery horse'

describe('signing in', () => {
  const home = temporaryDataDir()
  let browser: Browser
  let running: Program
  let smtp: SmtpStandIn
  let provider: OpenIdStandIn
  let key: string
  beforeAll(async () => {
    browser = await launchBrowser()
    smtp = await startSmtpStandIn()
    running = await startProgram({ dataDir: home.dataDir, env: { XINHENG_DEMO: 'off' } })
    provider = await startOpenIdStandIn([`${running.url}/api/v1/session/single-sign-on/callback`])
    const token = /\/setup\?token=([\w-]+)/.exec(running.output())?.[1] ?? ''
    await send('POST', 'setup', { token, username: 'boss', password: FIRST })
    const made = await running.command('api-key', 'create', '--name', 'set-up', '--scopes', '*', '--json')
    key = (JSON.parse(made.stdout) as { key: string }).key
    await send('PUT', 'users/boss', { email: 'boss@example.com', locale: 'en' })
    const mail = { host: '127.0.0.1', port: smtp.port, security: 'none', username: null, active: true }
    await send('PUT', 'notification-channels/mail', { ...mail, from: 'xinheng@example.com' })
  })
  afterAll(async () => {
    await running.stop()
    await Promise.all([provider.close(), smtp.close(), browser.close()])
    home.remove()
  })

  async function send(method: string, path: string, body: object): Promise<void> {
    const answer = await fetch(`${running.url}/api/v1/${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(body),
    })
    expect({ path, ok: answer.ok, text: answer.ok ? '' : await answer.text() }).toMatchObject({ ok: true })
  }

  const arrive = (width = 1440) => visit(browser, running, { language: 'en', width })

  async function enter(visitor: Visitor, password: string, code?: string): Promise<void> {
    const { page, open } = visitor
    await open('/sign-in')
    await page.getByLabel('User name').fill('boss')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    if (code === undefined) return
    await page.getByLabel('Code or recovery code').fill(code)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }

  const isIn = (page: Page) => page.getByRole('button', { name: /boss/ }).waitFor()

  async function leave(page: Page): Promise<void> {
    await page.getByRole('button', { name: /boss/ }).click()
    await page.getByText('Sign out', { exact: true }).click()
    await page.waitForURL(/\/sign-in/)
  }

  it('takes a second factor that was set up in the profile, or a recovery code once', async () => {
    const visitor = await arrive()
    const { page, open, settle } = visitor
    await enter(visitor, FIRST)
    await isIn(page)
    await open('/profile')
    await page.getByRole('button', { name: 'Set it up' }).click()
    const secret = await page.locator('code').first().innerText()
    await settle()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByLabel('The 6 digits that the app shows').fill(totp(secret, 0))
    await page.getByRole('button', { name: 'Confirm' }).click()
    const codes = page.locator('ul li').filter({ hasText: /^[a-z0-9]{5}-[a-z0-9]{5}$/ })
    await codes.first().waitFor()
    const recovery = await codes.allInnerTexts()
    expect(recovery).toHaveLength(10)
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await leave(page)
    // Each code works once: the next one, not that of the set-up.
    await enter(visitor, FIRST, totp(secret, 1))
    await isIn(page)
    await leave(page)
    await enter(visitor, FIRST, recovery[0] ?? '')
    await isIn(page)
    await leave(page)
    await enter(visitor, FIRST, recovery[0] ?? '')
    await page.getByText(/The code is wrong/).waitFor()
    await enter(visitor, FIRST, recovery[1] ?? '')
    await isIn(page)
    await open('/profile')
    await page.getByLabel('Enter a code to switch it off').fill(recovery[2] ?? '')
    await page.getByRole('button', { name: 'Switch off' }).click()
    await page.getByRole('button', { name: 'Set it up' }).waitFor()
    await visitor.context.close()
  }, 180_000)

  it('with a forgotten password goes by the link of a mail, on a phone', async () => {
    const visitor = await arrive(390)
    const { page, open, settle } = visitor
    await open('/sign-in')
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByLabel('E-mail address or username').fill('boss@example.com')
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.getByText('Look into your mailbox').waitFor()
    await expect.poll(() => smtp.received.length, { timeout: 30_000 }).toBe(1)
    const source = (smtp.received[0]?.source ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=')
    const link = /http:\/\/127\.0\.0\.1:\d+(\/reset-password#token=[\w-]{43})/.exec(source)?.[1] ?? ''
    expect(link).not.toBe('')
    await open(link)
    await page.getByLabel('Password', { exact: true }).fill(SECOND)
    await page.getByLabel('Password again').fill(SECOND)
    await settle()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Save the new password' }).click()
    await page.getByText('The password was changed').waitFor()
    await enter(visitor, FIRST)
    await page.getByText('The username or the password is wrong.').waitFor()
    await enter(visitor, SECOND)
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    expect(visitor.faults.filter((fault) => !fault.includes('401'))).toEqual([])
    await visitor.context.close()
  }, 180_000)

  it('goes through the organisation’s own provider once an administrator has entered it', async () => {
    const boss = await arrive()
    await enter(boss, SECOND)
    await isIn(boss.page)
    await boss.open('/access/sign-in')
    expect(await seriousFaults(boss.page)).toEqual([])
    await boss.page.getByLabel('Issuer').fill(provider.issuer)
    await boss.page.getByLabel('Client ID').fill(provider.clientId)
    await boss.page.getByLabel('Client secret').fill(provider.clientSecret)
    const saved = boss.page.waitForResponse((response) => response.url().endsWith('/identity-provider'))
    await boss.page.getByRole('button', { name: 'Save' }).last().click()
    expect((await saved).status()).toBe(200)
    await boss.context.close()

    const visitor = await arrive()
    const { page, open } = visitor
    provider.person = { sub: 'stranger', email: 'stranger@example.com', email_verified: true }
    await open('/sign-in')
    await page.getByRole('link', { name: 'Company account' }).click()
    await page.getByText('You have no account here').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    provider.person = { sub: 'b-1', email: 'boss@example.com', email_verified: true }
    await visitor.context.clearCookies()
    await open('/sign-in?next=/profile')
    await page.getByRole('link', { name: 'Company account' }).click()
    await page.waitForURL(/\/profile$/)
    await isIn(page)

    // Whoever was linked by mistake is forgotten there, and linked anew by the next sign-in.
    await open('/access/people')
    await page.getByRole('row', { name: /boss/ }).getByRole('button', { name: 'Roles and positions' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('b-1', { exact: true }).waitFor()
    await drawer.getByRole('button', { name: 'Unlink' }).click()
    const unlinked = page.waitForResponse((response) => response.url().endsWith('/users/boss/identities'))
    await page.locator('.ant-modal-confirm').getByRole('button', { name: 'Unlink' }).click()
    expect((await unlinked).status()).toBe(204)
    await drawer.getByText('b-1', { exact: true }).waitFor({ state: 'detached' })
    await drawer.getByRole('button', { name: 'Show history' }).click()
    await drawer.getByRole('heading', { name: /Single sign-on unlinked/ }).waitFor()
    await visitor.context.close()
  }, 180_000)
})

/** The code of an authenticator app (RFC 6238), `steps` half minutes from now. */
function totp(secret: string, steps: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const hash = createHmac('sha1', Buffer.from(bytes)).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

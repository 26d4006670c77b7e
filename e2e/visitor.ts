import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Program } from './program.js'

export interface VisitorOptions {
  language: 'zh-CN' | 'en'
  /** In CSS pixels; 390 is a phone. */
  width: number
  height?: number
  /** An account of the demo book; without one nobody is signed in. */
  username?: string
}

/** Somebody in front of a browser window. */
export interface Visitor {
  page: Page
  context: BrowserContext
  /** What the browser complained about so far: console errors, uncaught errors, failed requests of the page itself. */
  faults: string[]
  /** Opens a path of the program and waits until its page has loaded what it shows. */
  open(path: string): Promise<void>
}

const demoPassword = 'xinheng-demo'

/** Opens a window on the program, in a language, signed in when a name is given. Close `context` afterwards. */
export async function visit(browser: Browser, program: Program, options: VisitorOptions): Promise<Visitor> {
  const phone = options.width < 600
  const context = await browser.newContext({
    baseURL: program.url,
    locale: options.language,
    timezoneId: 'Asia/Shanghai',
    viewport: { width: options.width, height: options.height ?? (phone ? 844 : 900) },
    deviceScaleFactor: phone ? 2 : 1,
    hasTouch: phone,
    reducedMotion: 'reduce',
  })
  const memory = { 'xinheng.language': options.language, ...(await signIn(context, options.username)) }
  await context.addInitScript((known) => {
    for (const [key, value] of Object.entries(known))
      if (localStorage.getItem(key) === null) localStorage.setItem(key, value)
  }, memory)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  return {
    page,
    context,
    faults,
    async open(path) {
      await page.goto(path)
      await settle(page)
    },
  }
}

/** Gives what the screens remember of somebody who signed in on this device. */
async function signIn(
  context: BrowserContext,
  username: string | undefined,
): Promise<Record<string, string>> {
  if (username === undefined) return {}
  const response = await context.request.post('/api/v1/session', {
    data: { username, password: demoPassword },
  })
  if (!response.ok())
    throw new Error(`${username} cannot sign in: ${response.status()} ${await response.text()}`)
  return { 'xinheng.signed-in': 'yes' }
}

/** Waits until the page has its title, nothing is being fetched and no placeholder is shown any more. */
export async function settle(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => document.querySelector('.ant-skeleton, .ant-spin-spinning') === null)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

import type { Browser, BrowserContext, Page, Request } from 'playwright-core'

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
  /** Goes to a path inside the open page, as a link does, without loading the program again. */
  go(path: string): Promise<void>
  /** Waits until the page has its title, nothing is being fetched or drawn and no placeholder is shown any more. */
  settle(): Promise<void>
}

const demoPassword = 'xinheng-demo'

/** Opens a window on the program, in a language, signed in when a name is given. Close `context` afterwards. */
export async function visit(
  browser: Browser,
  program: { readonly url: string },
  options: VisitorOptions,
): Promise<Visitor> {
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
  const traffic = watchTraffic(page)
  const settle = () => settlePage(page, traffic)
  return {
    page,
    context,
    faults,
    settle,
    async open(path) {
      // What the page before was still loading is of no interest, and may never be said to have ended.
      traffic.open.clear()
      await page.goto(path)
      await settle()
    },
    async go(path) {
      await page.evaluate((address) => {
        window.history.pushState(null, '', address)
        window.dispatchEvent(new PopStateEvent('popstate', { state: null }))
      }, path)
      await settle()
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

/** The requests of a page: those without an answer so far, and how many there have been. */
interface Traffic {
  readonly open: Set<Request>
  started: number
}

/** Counts the requests of a page. A stream of events stays open for ever and does not count. */
function watchTraffic(page: Page): Traffic {
  const traffic: Traffic = { open: new Set(), started: 0 }
  page.on('request', (request) => {
    if (request.resourceType() === 'eventsource') return
    traffic.started += 1
    traffic.open.add(request)
  })
  page.on('requestfinished', (request) => traffic.open.delete(request))
  page.on('requestfailed', (request) => traffic.open.delete(request))
  return traffic
}

const quietMs = 60
const settlingMaxMs = 60_000

/**
 * Waits for a state, not for a time: a title, no request open, nothing left to draw, and all of that still so when the
 * browser has been idle. Also right after a change of address inside the page, which loads no document.
 */
async function settlePage(page: Page, traffic: Traffic): Promise<void> {
  const deadline = performance.now() + settlingMaxMs
  await page.locator('h1').first().waitFor({ timeout: settlingMaxMs })
  for (;;) {
    const { started } = traffic
    if (traffic.open.size === 0 && (await isDrawn(page)) && traffic.open.size === 0) {
      if (traffic.started === started) return
    } else await page.waitForTimeout(20)
    if (performance.now() > deadline) {
      const waiting = [...traffic.open].map((request) => request.url())
      throw new Error(`${page.url()} does not come to rest; open requests: ${waiting.join(' ') || 'none'}`)
    }
  }
}

/** True when, after the browser has done what it had to do, no placeholder is shown and all fonts are there. */
function isDrawn(page: Page): Promise<boolean> {
  return page.evaluate(async (pause) => {
    const idle = () => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 }))
    await idle()
    await new Promise((resolve) => setTimeout(resolve, pause))
    await idle()
    await document.fonts.ready
    return (
      document.querySelector('h1') !== null &&
      document.querySelector('.ant-skeleton, .ant-spin-spinning') === null
    )
  }, quietMs)
}

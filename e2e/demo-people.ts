import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { launchBrowser } from './chromium.js'
import { demoProgram } from './demo-book.js'
import { visit, type Visitor, type VisitorOptions } from './visitor.js'

interface DemoPeople {
  /** Lets somebody of the demo book do something at a window of a width, and fails when the browser complained. */
  as<T>(
    username: string,
    width: number,
    work: (visitor: Visitor) => Promise<T>,
    language?: VisitorOptions['language'],
  ): Promise<T>
  /** A window of its own; the caller closes its context. */
  visitAs(options: VisitorOptions): Promise<Visitor>
}

/** The people of the demo book for one file of journeys: starts its browser before them and ends it after them. */
export function demoPeople(): DemoPeople {
  let browser: Browser
  let program: { url: string }
  beforeAll(async () => {
    browser = await launchBrowser()
    program = await demoProgram()
  }, 400_000)
  afterAll(() => browser.close())
  return {
    async as(username, width, work, language = 'zh-CN') {
      const visitor = await visit(browser, program, { language, width, username })
      visitor.page.setDefaultTimeout(20_000)
      try {
        const result = await work(visitor)
        expect(visitor.faults).toEqual([])
        return result
      } finally {
        await visitor.context.close()
      }
    },
    visitAs: (options) => visit(browser, program, options),
  }
}

/** Sends a request as the person of a window, with the token of their session. */
export async function send(
  context: BrowserContext,
  method: string,
  path: string,
  data?: unknown,
): Promise<unknown> {
  const session = (await (await context.request.get('/api/v1/session')).json()) as { csrfToken: string }
  const answer = await context.request.fetch(path, {
    method,
    headers: { 'x-csrf-token': session.csrfToken },
    ...(data === undefined ? {} : { data }),
  })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return answer.json()
}

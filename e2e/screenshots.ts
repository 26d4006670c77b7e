import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './chromium.js'
import { startProgram, temporaryDataDir, type Program } from './program.js'
import { visit, type VisitorOptions } from './visitor.js'

interface Shot {
  name: string
  path: string
  username?: string
}

const target = fileURLToPath(new URL('../docs/screenshots/', import.meta.url))
const views: readonly Pick<VisitorOptions, 'language' | 'width'>[] = [
  { language: 'zh-CN', width: 1440 },
  { language: 'en', width: 1440 },
  { language: 'zh-CN', width: 390 },
  { language: 'en', width: 390 },
]

/** Draws the main pages of the demo book at desk and phone width, in both languages, for the READMEs. */
async function drawAll(browser: Browser, program: Program): Promise<string[]> {
  const faults: string[] = []
  const shots = await chooseShots(browser, program)
  for (const view of views) {
    for (const shot of shots) {
      const visitor = await visit(browser, program, {
        ...view,
        ...(shot.username === undefined ? {} : { username: shot.username }),
      })
      await visitor.open(shot.path)
      const file = `${shot.name}-${view.width}-${view.language}.png`
      await visitor.page.screenshot({ path: join(target, file), animations: 'disabled' })
      faults.push(...visitor.faults)
      await visitor.context.close()
      process.stdout.write(`${file}\n`)
    }
  }
  return faults
}

async function chooseShots(browser: Browser, program: Program): Promise<Shot[]> {
  const manager = { username: 'manager' }
  const customer = await firstCustomer(browser, program)
  return [
    { name: 'sign-in', path: '/sign-in' },
    { name: 'home', path: '/', ...manager },
    { name: 'customers', path: '/customers', ...manager },
    { name: 'customer', path: `/customers/${customer}`, ...manager },
  ]
}

async function firstCustomer(browser: Browser, program: Program): Promise<string> {
  const visitor = await visit(browser, program, { language: 'en', width: 1440, username: 'manager' })
  const response = await visitor.context.request.get('/api/v1/customers?limit=1')
  const answer = await response.text()
  await visitor.context.close()
  const code = response.ok()
    ? (JSON.parse(answer) as { items: { code: string }[] }).items[0]?.code
    : undefined
  if (code === undefined) throw new Error(`No customer to draw: ${response.status()} ${answer}`)
  return code
}

const home = temporaryDataDir()
const browser = await launchBrowser()
try {
  mkdirSync(target, { recursive: true })
  const program = await startProgram({ dataDir: home.dataDir, env: { XINHENG_DEMO: 'on' } })
  try {
    const faults = await drawAll(browser, program)
    for (const fault of faults) process.stderr.write(`${fault}\n`)
    process.exitCode = faults.length === 0 ? 0 : 1
  } finally {
    await program.stop()
  }
} finally {
  await browser.close()
  home.remove()
}

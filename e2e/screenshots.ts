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
  const admin = { username: 'admin' }
  const customer = await firstKey(browser, program, '/api/v1/customers', 'code')
  const hold = await firstKey(browser, program, '/api/v1/holds', 'id')
  return [
    { name: 'sign-in', path: '/sign-in' },
    { name: 'home', path: '/', ...manager },
    { name: 'customers', path: '/customers', ...manager },
    { name: 'customer', path: `/customers/${customer}`, ...manager },
    { name: 'rating', path: `/customers/${customer}/rating`, ...manager },
    { name: 'check', path: '/checks', ...manager },
    { name: 'hold', path: `/holds/${hold}`, ...manager },
    { name: 'limits', path: '/limits', ...manager },
    { name: 'aging', path: '/aging', ...manager },
    { name: 'imports', path: '/imports/new', ...admin },
    { name: 'rules', path: '/rules', ...manager },
    { name: 'scorecard', path: '/scorecard', ...manager },
    { name: 'settings', path: '/settings', ...admin },
  ]
}

/** What names the first item of a list. */
async function firstKey(browser: Browser, program: Program, list: string, key: string): Promise<string> {
  const visitor = await visit(browser, program, { language: 'en', width: 1440, username: 'manager' })
  const response = await visitor.context.request.get(`${list}?limit=1`)
  const answer = await response.text()
  await visitor.context.close()
  if (!response.ok()) throw new Error(`${list}: ${response.status()} ${answer}`)
  const value = (JSON.parse(answer) as { items: Record<string, unknown>[] }).items[0]?.[key]
  if (typeof value !== 'string') throw new Error(`Nothing to draw in ${list}.`)
  return value
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

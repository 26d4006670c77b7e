import { loadDemoBook, needsDemoBook } from '../modules/demo-book/load-demo-book.js'
import type { Deps } from '../platform/deps.js'
import { effects } from './effects.js'

/** Fills an empty installation with the demo book, or goes on where an interrupted start left off. */
export async function installDemo(deps: Deps): Promise<void> {
  if (!(await needsDemoBook(deps))) return
  deps.log.info('loading the demo book; this takes a minute, once')
  const startedAt = performance.now()
  await loadDemoBook(deps, { effects })
  deps.log.info({ seconds: Math.round((performance.now() - startedAt) / 1000) }, 'the demo book is loaded')
}

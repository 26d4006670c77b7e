import { systemPrincipal } from '../kernel/access.js'
import { Refusal } from '../kernel/errors.js'
import type { RefusalCode, RefusalValues } from '../kernel/refusals.js'
import type { Tx } from './db/types.js'
import type { Deps } from './deps.js'
import { runAs } from './request-context.js'
import type { TaskWatch } from './thread-task.js'

const LOOK_MS = 700

/** A long task of a job whose row in the database shows its progress and can be cancelled there. */
export interface WatchedTask {
  /** Who asked for it. */
  readonly label: string
  /** Notes progress; false when the task was cancelled in the meantime. */
  readonly advance: (
    tx: Tx,
    progress: { readonly done: number; readonly total: number | null },
  ) => Promise<boolean>
  readonly fail: (
    tx: Tx,
    failure: { readonly code: RefusalCode; readonly values: RefusalValues },
  ) => Promise<unknown>
  /** What it failed of when an error ended it that is no refusal. */
  readonly broke: RefusalCode
  readonly work: (watch: TaskWatch) => Promise<void>
}

/**
 * Works in the name of who asked and looks every moment whether it was cancelled: then it ends quietly. A refusal ends
 * it as failed with its reason; any other error does so too and is thrown.
 */
export async function runWatched(
  deps: Deps,
  { label, advance, fail, broke, work }: WatchedTask,
): Promise<void> {
  await runAs({ ...systemPrincipal, label }, async () => {
    const watched = watch(deps, advance)
    try {
      await work(watched.watch)
    } catch (error) {
      if (watched.watch.signal?.aborted) return
      const refused = error instanceof Refusal
      const failure = refused ? { code: error.code, values: error.values } : { code: broke, values: {} }
      await deps.db.transaction((tx) => fail(tx, failure))
      if (!refused) throw error
    } finally {
      watched.stop()
    }
  })
}

/** Writes progress while it changes, and aborts when the task was cancelled meanwhile. */
function watch(
  deps: Deps,
  advance: WatchedTask['advance'],
): { readonly watch: TaskWatch; readonly stop: () => void } {
  const abort = new AbortController()
  let progress: { done: number; total: number | null } = { done: 0, total: null }
  let busy = false
  const look = async () => {
    if (busy) return
    busy = true
    try {
      const goesOn = await deps.db.transaction((tx) => advance(tx, progress))
      if (!goesOn) abort.abort(new Error('The task was cancelled.'))
    } catch (error) {
      // The next look tries again; the task itself does not need the database.
      deps.log.warn({ err: error }, 'the progress of a task could not be written')
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => void look(), LOOK_MS)
  return {
    watch: { signal: abort.signal, onProgress: (done, total) => (progress = { done, total }) },
    stop: () => clearInterval(timer),
  }
}

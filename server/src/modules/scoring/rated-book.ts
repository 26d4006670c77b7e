import { isDeepStrictEqual } from 'node:util'
import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { listBookInputs, readBookState, type BookState } from './book-input-store.js'
import { openBookKeeper } from './book-keeper.js'
import type { Overlay } from './domain/overlay.js'
import { overlaysInForce } from './overlays/overlay-store.js'
import type { BookAnswers, BookKeeper, BookTask } from './book-task.js'

const PAGE = 5_000
/** Tasks that may wait at once; a preview that nobody waits for any more still takes its turn. */
const WAITING_MAX = 12
const IDLE_MS = 10 * 60_000

export interface RatedBook {
  /** Does a task on the book as it is rated now. Refuses when too many wait already. */
  ask<K extends BookTask['kind']>(
    task: Extract<BookTask, { kind: K }>,
  ): Promise<{ readonly answer: BookAnswers[K]; readonly state: BookState }>
  close(): Promise<void>
}

/**
 * The inputs of all current ratings, kept in memory while somebody works with them: loaded on first use, again when
 * any rating or an overlay has changed, and let go after ten idle minutes. Only for callers who see the whole book.
 */
export function openRatedBook(deps: Pick<Deps, 'db' | 'now'>): RatedBook {
  let keeper: BookKeeper | undefined
  let loaded: Promise<LoadedBook | undefined> = Promise.resolve(undefined)
  let idle: NodeJS.Timeout | undefined
  let waiting = 0

  const close = async () => {
    clearTimeout(idle)
    const open = keeper
    keeper = undefined
    loaded = Promise.resolve(undefined)
    await open?.close()
  }
  // One after the other: whoever comes while it is loading looks again afterwards.
  const current = (book: BookKeeper): Promise<LoadedBook> => {
    const next = loaded
      .catch(() => undefined)
      .then(async (before) => {
        const state = await readBookState(deps.db)
        const overlays = await overlaysNow(deps)
        const same =
          before?.mark === state.mark &&
          before.customers === state.customers &&
          isDeepStrictEqual(before.overlays, overlays)
        if (!same) await load(deps, book, { ...state, overlays })
        return { ...state, overlays }
      })
    loaded = next
    return next
  }
  return {
    async ask(task) {
      if (waiting >= WAITING_MAX) throw new Refusal('preview_busy')
      waiting += 1
      clearTimeout(idle)
      try {
        keeper ??= openBookKeeper()
        const book = keeper
        const state = await current(book)
        return { answer: await book.ask(task), state }
      } finally {
        waiting -= 1
        if (waiting === 0) idle = setTimeout(() => void close(), IDLE_MS).unref()
      }
    },
    close,
  }
}

interface LoadedBook extends BookState {
  readonly overlays: readonly Overlay[]
}

async function overlaysNow({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<Overlay[]> {
  const knownAt = now()
  const { timeZone } = await getOrganisation(db)
  return overlaysInForce(db, { asOf: dayInZone(knownAt, timeZone), knownAt })
}

/** Brings the book into memory; the database reads a page while the one before is taken in. */
async function load(
  deps: Pick<Deps, 'db'>,
  book: BookKeeper,
  { customers, overlays }: LoadedBook,
): Promise<void> {
  await book.ask({ kind: 'begin', customers, overlays })
  const taken: Promise<null>[] = []
  let after: Id | null = null
  for (let rows = PAGE; rows === PAGE;) {
    const page = await listBookInputs(deps.db, after, { limit: PAGE, overlays })
    after = page.last
    rows = page.rows
    taken.push(book.ask({ kind: 'load', lines: page.lines }))
    // A page that fails is found below; two at most are on their way.
    taken.at(-1)?.catch(() => undefined)
    await taken.at(-2)
  }
  await Promise.all(taken)
  await book.ask({ kind: 'finish' })
}

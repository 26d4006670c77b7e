import { listen, type Listener } from '../../platform/db/listen.js'
import type { Deps } from '../../platform/deps.js'
import { runInContext } from '../../platform/request-context.js'
import { inboxStates, LIVE_CHANNEL, type InboxState } from './notification-store.js'

/** Lists whose changes are told to everybody who may see them. */
export const liveTopics = ['holds', 'proposals', 'approvals'] as const
export type LiveTopic = (typeof liveTopics)[number]

/** One open browser window. */
export interface Watcher {
  readonly userId: string
  /** The inbox as it is now. Called only when it differs from what was told before. */
  inbox(state: InboxState): void
  changed(topic: LiveTopic): void
}

const POLL_MS = 5_000
/** Changes that come together are looked at together. */
const GATHER_MS = 60

/** A state as one short text; equal texts are equal states. */
export function stateMark({ latest, unread }: InboxState): string {
  return `${latest}.${unread}`
}

/**
 * Watches the inboxes of connected people on behalf of one process. NOTIFY only wakes it up: what is told is read from
 * the tables, and read again every few seconds in case a wake-up was lost. It holds one connection while anybody is
 * connected, and none otherwise.
 */
export class LiveHub {
  private readonly told = new Map<Watcher, string | undefined>()
  private readonly due = new Set<string>()
  private listener: Promise<Listener | undefined> | undefined
  private poll: NodeJS.Timeout | undefined
  private gathering: NodeJS.Timeout | undefined
  private closed = false

  constructor(private readonly deps: Pick<Deps, 'db' | 'log'>) {}

  /**
   * Tells the watcher the state of its inbox, unless it is `known` (see `stateMark`), and all changes from then on,
   * until the function given back is called.
   */
  async watch(watcher: Watcher, known: string | undefined): Promise<() => void> {
    if (this.closed) return () => undefined
    this.told.set(watcher, known)
    this.poll ??= setInterval(() => this.again(), POLL_MS).unref()
    this.listener ??= this.open()
    await this.listener
    await this.look((userId) => userId === watcher.userId)
    return () => {
      this.told.delete(watcher)
      if (this.told.size === 0) void this.rest()
    }
  }

  async close(): Promise<void> {
    this.closed = true
    this.told.clear()
    await this.rest()
  }

  private again(): void {
    this.listener ??= this.open()
    void this.look(() => true)
  }

  private heard(payload: string): void {
    const topic = liveTopics.find((one) => one === payload)
    if (topic) for (const watcher of this.told.keys()) watcher.changed(topic)
    if (!payload.startsWith('user:')) return
    this.due.add(payload.slice('user:'.length))
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined
      const ids = new Set(this.due)
      this.due.clear()
      void this.look((userId) => ids.has(userId))
    }, GATHER_MS)
  }

  private async look(which: (userId: string) => boolean): Promise<void> {
    const userIds = [...new Set([...this.told.keys()].map(({ userId }) => userId))].filter(which)
    if (userIds.length === 0) return
    try {
      // On nobody's behalf: it may have been started within the request of somebody else.
      const states = await runInContext(undefined, () => inboxStates(this.deps.db, userIds))
      for (const [watcher, known] of this.told) {
        const state = states.get(watcher.userId)
        if (state && which(watcher.userId) && stateMark(state) !== known) this.tell(watcher, state)
      }
    } catch (error) {
      this.deps.log.warn({ err: error }, 'inboxes cannot be looked at; trying again')
    }
  }

  private tell(watcher: Watcher, state: InboxState): void {
    this.told.set(watcher, stateMark(state))
    watcher.inbox(state)
  }

  private async open(): Promise<Listener | undefined> {
    try {
      return await listen(
        this.deps.db,
        LIVE_CHANNEL,
        (payload) => this.heard(payload),
        () => (this.listener = undefined),
      )
    } catch (error) {
      this.listener = undefined
      this.deps.log.warn({ err: error }, 'cannot listen for changes; polling')
      return undefined
    }
  }

  private async rest(): Promise<void> {
    clearInterval(this.poll)
    clearTimeout(this.gathering)
    this.poll = undefined
    this.gathering = undefined
    const { listener } = this
    this.listener = undefined
    await (await listener)?.close()
  }
}

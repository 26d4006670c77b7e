import { AsyncLocalStorage } from 'node:async_hooks'
import type { Principal } from '../kernel/access.js'

/** Who acts, as the audit trail records it. */
export interface ContextActor {
  readonly kind: Principal['kind'] | 'anonymous'
  readonly id: string
  /** A username, `key:<name>`, or what part of the program acts. */
  readonly name: string
}

/** Whose customers a narrowed principal sees, as the database takes it: usernames, segment codes, one a line. */
export interface ContextScope {
  readonly owners: string
  readonly segments: string
}

/**
 * On whose behalf the running code works. Every transaction hands it to PostgreSQL (see `database.ts`), where the audit
 * triggers and the row-level policies read it: no use case can forget it and none has to pass it on.
 */
export interface RequestContext {
  readonly actor: ContextActor
  /** Ties together the log lines, the audit entries and the answer of one request, job or command. */
  readonly requestId: string | null
  /** Why, when the whole request has one reason. */
  readonly reason?: string
  /** Left out for those who see everything. */
  readonly scope?: ContextScope
}

const storage = new AsyncLocalStorage<RequestContext | undefined>()

/** Runs `work`, and everything that it starts, in this context; `undefined` for none. */
export function runInContext<T>(context: RequestContext | undefined, work: () => T): T {
  return storage.run(context, work)
}

/** The context of the running code; undefined outside of requests, jobs and commands. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore()
}

/** Runs `work` as part of the current request with all customers in sight. */
export function withoutScope<T>(work: () => T): T {
  const context = storage.getStore()
  if (context?.scope === undefined) return work()
  const { actor, requestId, reason } = context
  return storage.run({ actor, requestId, ...(reason === undefined ? {} : { reason }) }, work)
}

/** Runs `work` as part of the current request but on behalf of `principal`, for example right after a sign-in. */
export function runAs<T>(principal: Principal, work: () => T): T {
  return storage.run({ requestId: null, ...storage.getStore(), actor: actorOf(principal) }, work)
}

export function actorOf({ kind, id, label }: Principal): ContextActor {
  return { kind, id, name: label }
}

/** Part of the program that acts by itself, for example `job:rate-book`. */
export function systemActor(name: string): ContextActor {
  return { kind: 'system', id: 'system', name }
}

export const anonymous: ContextActor = { kind: 'anonymous', id: 'anonymous', name: 'anonymous' }

/**
 * The context of work done for several requests together: what they have in common. A batch of checks from one key has
 * that key as its actor; from several, the program, and each row names its own submitter. Such work is never narrowed
 * to what one caller may see: it checks that itself, request by request.
 */
export function commonContext(contexts: readonly (RequestContext | undefined)[]): RequestContext | undefined {
  const [first] = contexts
  if (first === undefined && contexts.every((context) => context === undefined)) return undefined
  const same = <T>(pick: (context: RequestContext) => T): boolean =>
    contexts.every((context) => context && first && pick(context) === pick(first))
  return {
    actor: first && same(({ actor }) => `${actor.kind} ${actor.id}`) ? first.actor : systemActor('batch'),
    requestId: first && same(({ requestId }) => requestId) ? first.requestId : null,
  }
}

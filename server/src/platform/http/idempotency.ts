import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { setTimeout as delay } from 'node:timers/promises'
import { Refusal } from '../../kernel/errors.js'
import type { Database } from '../db/types.js'
import { newId } from '../new-id.js'
import type { App } from './create-app.js'
import { claimKey, extendLease, giveKeyBack, storeAnswer, type StoredAnswer } from './idempotency-store.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set while this request answers for an Idempotency-Key. */
    idempotency: { readonly scope: Buffer; readonly owner: string; readonly heartbeat: NodeJS.Timeout } | null
  }
}

/** A request whose process died is taken over after this long; a living one says so three times as often. */
const LEASE_SECONDS = 30
/** A duplicate waits this long for the first request's answer before it is told to come back. */
const WAIT_MS = 20_000
const POLL_MS = 50

/** How long an answer is remembered at least. */
export const KEYS_KEPT_HOURS = 48

/**
 * Gives writes with an `Idempotency-Key` the same answer each time. The key belongs to the caller, the method and the
 * path. Answers below 500 are stored before they are sent; after a 5xx, or a crash, the request may run again. Bodies
 * that are no JSON (uploads) are not compared, and their keys are not used.
 */
export function honourIdempotencyKeys(app: App, db: Database): void {
  app.decorateRequest('idempotency', null)
  app.addHook('preValidation', (request, reply, done) => {
    const key = request.headers['idempotency-key']
    if (key === undefined || !isCovered(request)) {
      done()
      return
    }
    begin(db, request, key).then((answer) => (answer ? replay(reply, answer) : done()), done)
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.idempotency === null) {
      done(null, payload)
      return
    }
    finish(db, request, reply, payload).then(() => done(null, payload), done)
  })
}

function isCovered(request: FastifyRequest): boolean {
  if (request.principal === null || (request.method !== 'POST' && request.method !== 'PUT')) return false
  const type = request.headers['content-type']
  return type === undefined || /^application\/json\b/i.test(type)
}

/** Claims the key, or gives the answer that was already made. */
async function begin(
  db: Database,
  request: FastifyRequest,
  key: string | string[],
): Promise<StoredAnswer | undefined> {
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw new Refusal('bad_request', { detail: 'Idempotency-Key' })
  const [path = '', query = ''] = request.url.split('?', 2)
  const scope = hashOf([request.principal?.id ?? '', request.method, path, key])
  const fingerprint = hashOf([query, canonical(request.body)])
  const owner = newId()
  const giveUpAt = performance.now() + WAIT_MS
  for (;;) {
    const claim = await claimKey(db, { scope, fingerprint, owner, leaseSeconds: LEASE_SECONDS })
    switch (claim.kind) {
      case 'claimed':
        request.idempotency = { scope, owner, heartbeat: keepLease(db, request, scope, owner) }
        return undefined
      case 'answered':
        return claim.answer
      case 'conflict':
        throw new Refusal('idempotency_conflict')
      case 'running':
        if (performance.now() > giveUpAt) throw new Refusal('idempotency_in_progress')
        await delay(POLL_MS)
    }
  }
}

function keepLease(db: Database, request: FastifyRequest, scope: Buffer, owner: string): NodeJS.Timeout {
  const beat = () => {
    extendLease(db, scope, owner, LEASE_SECONDS).catch((error: unknown) => {
      request.log.warn({ err: error }, 'the lease of an Idempotency-Key could not be extended')
    })
  }
  return setInterval(beat, (LEASE_SECONDS * 1000) / 3).unref()
}

function replay(reply: FastifyReply, answer: StoredAnswer): void {
  if (answer.contentType !== null) void reply.type(answer.contentType)
  void reply
    .status(answer.status)
    .header('Idempotency-Replayed', 'true')
    .serializer((text: string) => text)
    .send(answer.body ?? undefined)
}

async function finish(
  db: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<void> {
  const { idempotency } = request
  if (idempotency === null) return
  request.idempotency = null
  clearInterval(idempotency.heartbeat)
  const body = textOf(payload)
  if (reply.statusCode >= 500 || body === undefined) {
    await giveKeyBack(db, idempotency.scope, idempotency.owner)
    return
  }
  const contentType = reply.getHeader('content-type')
  await storeAnswer(db, idempotency.scope, idempotency.owner, {
    status: reply.statusCode,
    contentType: typeof contentType === 'string' ? contentType : null,
    body,
  })
}

/** The payload as text; null for none, undefined for a stream, which cannot be kept. */
function textOf(payload: unknown): string | null | undefined {
  if (payload === null || payload === undefined || payload === '') return null
  if (typeof payload === 'string') return payload
  return Buffer.isBuffer(payload) ? payload.toString('utf8') : undefined
}

function hashOf(parts: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest()
}

/** JSON with sorted keys, so that the order in which a caller writes fields does not matter. */
function canonical(body: unknown): string {
  const sorted = JSON.stringify(body, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
  return sorted ?? ''
}

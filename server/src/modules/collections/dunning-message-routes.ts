import { z } from 'zod'
import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import {
  bilingualSchema,
  codeSchema,
  idSchema,
  listOf,
  pageQuery,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { recordAccess } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { decideDunning } from './decide-dunning.js'
import { actsFor, messageActs, messageStatuses } from './domain/message-life.js'
import { channels, creditEffects } from './domain/strategy.js'
import {
  findDunningMessage,
  listDunningMessages,
  listLetters,
  shownItem,
  type ListedMessage,
} from './dunning-message-list-store.js'
import { listMessageItems } from './dunning-message-store.js'
import { printLetters } from './print-letters.js'
import { plannedItemJson } from './strategy-schemas.js'

/** Letters printed at once. */
const LETTERS_MAX = 500

const tags = ['collection runs']
const read = { permission: 'collections:read' } as const
const work = { permission: 'collections:write' } as const
const decide = { permission: 'strategies:write' } as const

const messageJson = z.object({
  id: z.string(),
  runId: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  ownerUsername: z.string().nullable(),
  channel: z.enum(channels),
  onDay: z.string(),
  strategyCode: z.string(),
  strategyVersion: z.int(),
  stepCode: z.string(),
  templateCode: z.string(),
  templateVersion: z.int(),
  locale: z.enum(['zh-CN', 'en']),
  creditEffect: z.enum(creditEffects),
  escalateTo: z.string().nullable(),
  totals: z.record(z.string(), z.string()),
  title: z.string(),
  status: z.enum(messageStatuses),
  attempts: z.int(),
  nextAttemptAt: z.string().nullable(),
  recipient: z.string().nullable(),
  answerCode: z.string().nullable(),
  receipt: z.string().nullable().describe('What the platform knows it by'),
  error: bilingualSchema.nullable(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  arrivedAt: z.string().nullable().describe('When it reached the other side, as far as that is known'),
  openedAt: z.string().nullable().describe('When its link was first opened'),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decisionReason: z.string().nullable(),
  allowed: z.array(z.enum(messageActs)).describe('What you may decide about it'),
})

/** Messages of runs: what was written, what became of it, what people decide about it, and letters on paper. */
export function registerDunningMessageRoutes(app: App, deps: Deps): void {
  registerReads(app, deps)
  registerActs(app, deps)
  registerLetters(app, deps)
}

function registerReads(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Messages of runs, newest first',
    querystring: z.strictObject({
      ...pageQuery,
      runId: idSchema.optional(),
      status: z.enum(messageStatuses).optional(),
      channel: z.enum(channels).optional(),
      customerCode: codeSchema.optional(),
    }),
    response: { 200: listOf(messageJson) },
  }
  app.get('/api/v1/dunning-messages', { config: read, schema }, async (request) => {
    const { part, asked, nextCursor } = partOf(request)
    const { messages, total } = await listDunningMessages(deps.db, asked, part)
    const actor = principalOf(request)
    return { items: messages.map((one) => present(one, actor)), nextCursor: nextCursor(total), total }
  })

  const oneSchema = {
    tags,
    summary: 'A message with its text and items',
    params: z.strictObject({ id: idSchema }),
    response: { 200: messageJson.extend({ body: z.string(), items: z.array(plannedItemJson) }) },
  }
  app.get('/api/v1/dunning-messages/:id', { config: read, schema: oneSchema }, async (request) => {
    const message = await findDunningMessage(deps.db, request.params.id)
    if (!message) throw new Refusal('not_found')
    const items = await listMessageItems(deps.db, [message.id])
    return { ...present(message, principalOf(request)), body: message.body, items: items.map(shownItem) }
  })
}

function registerActs(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Decide about a message: approve or reject a harsh step, note what became of it, take it back',
    params: z.strictObject({ id: idSchema }),
    body: z.strictObject({ act: z.enum(messageActs), reason: reasonSchema.optional() }),
    response: { 200: messageJson },
  }
  app.post('/api/v1/dunning-messages/:id/decision', { config: work, schema }, async (request) => {
    const actor = principalOf(request)
    const { id } = request.params
    const { act, reason } = request.body
    if (!mayDo(actor, act)) throw new Refusal('forbidden')
    await deps.db.transaction((tx) =>
      decideDunning(tx, { id, act, reason: reason ?? null }, { actor, at: deps.now() }),
    )
    const message = await findDunningMessage(deps.db, id)
    if (!message) throw new Refusal('not_found')
    return present(message, actor)
  })
}

/** Harsh steps are agreed to by those who may write strategies; the rest is work on messages. */
function mayDo({ permissions }: Principal, act: (typeof messageActs)[number]): boolean {
  return act === 'approve' || act === 'reject'
    ? permissions.has(decide.permission)
    : permissions.has(work.permission)
}

function registerLetters(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary:
      'Letters to be posted as one PDF, each beginning on a page of its own; who printed them is recorded',
    querystring: z.strictObject({
      runId: idSchema.optional().describe('Those of one run'),
      messageId: idSchema.optional().describe('Just this one, posted or not'),
    }),
    response: { 200: z.any().describe('application/pdf') },
  }
  app.get('/api/v1/dunning-letters.pdf', { config: work, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const at = deps.now()
    const letters = await listLetters(deps.db, request.query, LETTERS_MAX)
    if (letters.length === 0) throw new Refusal('not_found')
    const organisation = await getOrganisation(deps.db)
    const pdf = await printLetters(letters, { organisation: organisation.name, at })
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor, action: 'dunning-letters.printed', objectType: 'dunning-run', objectId: 'letters', at },
        detail: { letters: letters.map(({ id }) => id) },
      }),
    )
    return reply
      .type('application/pdf')
      .header('Content-Disposition', 'attachment; filename="letters.pdf"')
      .send(pdf)
  })
}

function present(message: ListedMessage, actor: Principal) {
  const {
    body: _,
    sms: __,
    lastError,
    nextAttemptAt,
    giveUpAt: ___,
    createdAt,
    sentAt,
    arrivedAt,
    openedAt,
    statementId: ____,
    decidedAt,
    totals,
    ...rest
  } = message
  return {
    ...rest,
    ...{ totals: { ...totals }, error: lastError },
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    arrivedAt: arrivedAt?.toISOString() ?? null,
    openedAt: openedAt?.toISOString() ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
    allowed: actsFor(message.status).filter((act) => mayDo(actor, act)),
  }
}

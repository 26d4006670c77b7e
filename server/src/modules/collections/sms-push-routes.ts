import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import { randomToken, tokenHash } from '../../platform/crypto/token.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { listOf } from '../../platform/http/schemas.js'
import { recordAudit } from '../audit/record-audit.js'
import { listReceiptAddresses, putReceiptAddress, removeReceiptAddress } from './channel/sms-address-store.js'
import { smsProviders } from './channel/sms-message.js'
import { smsPushes } from './channel/sms-push.js'
import { takePushedReceipts } from './take-pushed-receipts.js'

const PATH = '/api/v1/notification-channels/sms/receipt-addresses'
const tags = ['notification channels']
const read = { permission: 'settings:read' } as const
const write = { permission: 'settings:write' } as const
const PARTS_MAX = 2_000
const BODY_BYTES_MAX = 2 * 1024 * 1024
const params = z.strictObject({ provider: z.enum(smsProviders) })

type PushDeps = Deps & { readonly publicUrl: string | undefined }

/** What SMS platforms tell by themselves, and where. */
export function registerSmsPushRoutes(app: App, deps: PushDeps): void {
  registerAddresses(app, deps)
  registerPush(app, deps)
}

function registerAddresses(app: App, { db, now, publicUrl }: PushDeps): void {
  const listSchema = {
    tags,
    summary: 'Which SMS platforms have an address to tell what became of messages, and when they came last',
    response: {
      200: listOf(
        z.object({
          provider: z.enum(smsProviders),
          madeBy: z.string(),
          madeAt: z.string(),
          toldAt: z.string().nullable(),
          settled: z.string().describe('Messages whose end it told'),
        }),
      ),
    },
  }
  app.get(PATH, { config: read, schema: listSchema }, async () => ({
    items: (await listReceiptAddresses(db)).map(({ madeAt, toldAt, settled, ...rest }) => ({
      ...{ ...rest, madeAt: madeAt.toISOString(), toldAt: toldAt?.toISOString() ?? null },
      settled: String(settled),
    })),
    nextCursor: null,
  }))

  const makeSchema = {
    tags,
    summary: 'Make the address for a platform; the one before stops working, and this one is shown once',
    params,
    response: { 201: z.object({ url: z.string() }) },
  }
  app.post(`${PATH}/:provider`, { config: write, schema: makeSchema }, async (request, reply) => {
    const { provider } = request.params
    const actor = principalOf(request)
    const at = now()
    const token = randomToken()
    await db.transaction(async (tx) => {
      await putReceiptAddress(tx, provider, tokenHash(token), { by: actor.label, at })
      const change = { action: 'sms-receipt-address.made', objectType: 'sms-account', objectId: provider }
      await recordAudit(tx, { actor, at, ...change })
    })
    const base = publicUrl ?? `${request.protocol}://${request.host}`
    return reply.status(201).send({ url: `${base}/api/v1/sms-receipts/${provider}/${token}` })
  })

  const removeSchema = {
    ...{ tags, summary: 'Take the address of a platform away', params },
    response: { 204: z.null() },
  }
  app.delete(`${PATH}/:provider`, { config: write, schema: removeSchema }, async (request, reply) => {
    const { provider } = request.params
    const actor = principalOf(request)
    await db.transaction(async (tx) => {
      if (!(await removeReceiptAddress(tx, provider))) throw new Refusal('not_found')
      const change = { action: 'sms-receipt-address.removed', objectType: 'sms-account', objectId: provider }
      await recordAudit(tx, { actor, at: now(), ...change })
    })
    return reply.status(204).send(null)
  })
}

function registerPush(app: App, { db, now }: PushDeps): void {
  const schema = {
    tags,
    summary: 'What an SMS platform tells by itself: Alibaba Cloud SmsReport, Tencent Cloud status callback',
    params: params.extend({ token: z.string().min(20).max(100) }),
    // Platforms add fields without notice; what is not understood is passed over.
    body: z.array(z.record(z.string(), z.unknown())).max(PARTS_MAX),
    response: { 200: z.record(z.string(), z.union([z.string(), z.number()])) },
  }
  app.post(
    '/api/v1/sms-receipts/:provider/:token',
    { config: { permission: 'public' }, schema, bodyLimit: BODY_BYTES_MAX },
    async (request) => {
      const { provider, token } = request.params
      await takePushedReceipts(db, { provider, token, address: request.ip, parts: request.body }, now())
      return { ...smsPushes[provider].taken }
    },
  )
}

import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { bilingualSchema, lineOf, listOf } from '../../platform/http/schemas.js'
import { recordAudit } from '../audit/record-audit.js'
import { findSmsAccount, putSmsAccount, type SmsAccount } from './channel/sms-account-store.js'
import { todoAbout } from './channel/sms-codes.js'
import { smsProviders } from './channel/sms-message.js'
import { messageStatuses } from './domain/message-life.js'
import { listSmsFaults } from './sms-feedback-store.js'
import { trySms } from './try-sms.js'

const PATH = '/api/v1/notification-channels/sms'
const FAULTS_MAX = 50
const tags = ['notification channels']
const read = { permission: 'settings:read' } as const
const write = { permission: 'settings:write' } as const

const shape = {
  provider: z.enum(smsProviders),
  endpoint: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .describe('https://dysmsapi.aliyuncs.com, https://sms.tencentcloudapi.com, or a gateway of your own'),
  region: lineOf(60),
  accessKeyId: lineOf(200),
  signName: lineOf(60).describe('As it was registered with the platform'),
  appId: lineOf(60).nullable().describe('Tencent Cloud: SmsSdkAppId'),
  active: z.boolean(),
}
const answer = z.object({ account: z.object({ ...shape, endpoint: z.string() }).nullable() })

type SmsDeps = Deps & { readonly secrets: SecretBox }

/** The account at an SMS platform; its secret goes in and never comes out. */
export function registerSmsRoutes(app: App, deps: SmsDeps): void {
  registerAccount(app, deps)
  registerTry(app, deps)
  registerFaults(app, deps)
}

function registerAccount(app: App, { db, now, secrets }: SmsDeps): void {
  const getSchema = { tags, summary: 'The SMS account, without its secret', response: { 200: answer } }
  app.get(PATH, { config: read, schema: getSchema }, async () => ({
    account: present(await findSmsAccount(db)),
  }))

  const putSchema = {
    tags,
    summary: 'Set the SMS account of Alibaba Cloud or Tencent Cloud',
    body: z.strictObject({
      ...shape,
      secret: lineOf(500).optional().describe('Left out: as it was, for the same access key'),
    }),
    response: { 200: answer },
  }
  app.put(PATH, { config: write, schema: putSchema }, async (request) => {
    const { secret, ...wanted } = request.body
    const actor = principalOf(request)
    const at = now()
    if (wanted.provider === 'tencent' && wanted.appId === null) throw new Refusal('sms_app_missing')
    await db.transaction(async (tx) => {
      const before = await findSmsAccount(tx)
      const kept = before?.accessKeyId === wanted.accessKeyId ? before.secretSealed : undefined
      const secretSealed = secret === undefined ? kept : secrets.seal(secret)
      if (!secretSealed) throw new Refusal('sms_secret_missing')
      await putSmsAccount(tx, { ...wanted, secretSealed }, actor.label, at)
      await recordAudit(tx, {
        ...{ actor, at, action: 'sms-account.set', objectType: 'sms-account', objectId: wanted.provider },
        ...{
          before: present(before) ?? undefined,
          after: { ...wanted, secretChanged: secret !== undefined },
        },
      })
    })
    return { account: present(await findSmsAccount(db)) }
  })
}

function registerTry(app: App, deps: SmsDeps): void {
  const schema = {
    tags,
    summary: 'Send a test SMS with the account as it is saved, and tell what the platform answered',
    body: z.strictObject({
      phone: lineOf(30).regex(/^\+?[\d\s-]{6,29}$/, 'a phone number'),
      templateId: lineOf(60).describe('Of a template that the platform has approved'),
      params: z
        .array(z.strictObject({ name: lineOf(40), value: lineOf(100) }))
        .max(20)
        .describe('What stands in its places, in their order'),
    }),
    response: {
      200: z.object({
        outcome: z.enum(['sent', 'retry', 'rejected', 'unclear']),
        code: z.string(),
        reason: bilingualSchema.nullable(),
        todo: bilingualSchema.nullable().describe('What to do about it'),
      }),
    },
  }
  app.post(`${PATH}/test`, { config: write, schema }, async (request) => {
    const result = await trySms(deps, request.body, principalOf(request))
    const isSent = result.outcome === 'sent'
    return {
      ...{ outcome: result.outcome, code: result.code },
      ...{ reason: isSent ? null : result.reason, todo: isSent ? null : todoAbout(result.code) },
    }
  })
}

function registerFaults(app: App, { db }: SmsDeps): void {
  const schema = {
    tags,
    summary: 'The SMS that went wrong last, with what to do about each',
    response: {
      200: listOf(
        z.object({
          messageId: z.string(),
          customerCode: z.string(),
          customerName: z.string(),
          status: z.enum(messageStatuses),
          code: z.string().nullable(),
          error: bilingualSchema,
          todo: bilingualSchema,
          templateCode: z.string(),
          at: z.string(),
        }),
      ),
    },
  }
  app.get(`${PATH}/faults`, { config: read, schema }, async () => ({
    items: (await listSmsFaults(db, FAULTS_MAX)).map(({ id: messageId, at, error, ...rest }) => ({
      ...{ messageId, ...rest, error: { ...error }, todo: todoAbout(rest.code ?? '') },
      at: at.toISOString(),
    })),
    nextCursor: null,
  }))
}

function present(account: SmsAccount | undefined) {
  if (!account) return null
  const { secretSealed: _, ...shown } = account
  return shown
}

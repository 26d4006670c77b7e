import { z } from 'zod'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { idSchema, lineOf, listOf } from '../../platform/http/schemas.js'
import { findMailServer, type MailServer } from '../../platform/mailer/mail-server-store.js'
import type { SendResult } from '../../platform/mailer/send-mail.js'
import { newId } from '../../platform/new-id.js'
import {
  mailServerDraftSchema,
  mailServerSchema,
  newRobotSchema,
  robotChangeSchema,
  robotSchema,
  trySchema,
} from './channel-schemas.js'
import { changeMailServer, changeRobot, createRobot, removeRobot, tryRobot } from './manage-channels.js'
import { listRobots, type Robot } from './robot-store.js'
import { tryMail } from './send-message.js'

const tags = ['Notifications']
const config = { permission: 'settings:write' } as const
const params = z.object({ id: idSchema })

/** How notifications leave the house: mail server and robots of group chats. */
export function registerChannelRoutes(app: App, deps: Deps, secrets: SecretBox): void {
  registerMailServer(app, deps, secrets)
  registerRobots(app, deps, secrets)
  registerRobotChanges(app, deps, secrets)
}

function registerMailServer(app: App, { db, now }: Deps, secrets: SecretBox): void {
  const path = '/api/v1/notification-channels/mail'
  app.get(
    path,
    {
      config,
      schema: {
        tags,
        summary: 'The mail server',
        response: { 200: z.object({ server: mailServerSchema.nullable() }) },
      },
    },
    async () => {
      const server = await findMailServer(db)
      return { server: server ? presentServer(server) : null }
    },
  )
  app.put(
    path,
    {
      config,
      schema: {
        tags,
        summary: 'Enter or change the mail server',
        body: mailServerDraftSchema,
        response: { 200: mailServerSchema },
      },
    },
    async (request) =>
      presentServer(await changeMailServer(db, secrets, principalOf(request), request.body, now())),
  )
  app.post(
    `${path}/test`,
    {
      config,
      schema: {
        tags,
        summary: 'Send a test mail and tell what the server answered',
        body: z.strictObject({ to: lineOf(300).regex(/^[^\s<>@]+@[^\s<>@]+$/, 'an address') }),
        response: { 200: trySchema },
      },
    },
    async (request) => presentTry(await tryMail(db, secrets, request.body.to, newId())),
  )
}

function registerRobots(app: App, { db, now }: Deps, secrets: SecretBox): void {
  app.get(
    '/api/v1/chat-robots',
    { config, schema: { tags, summary: 'Robots of group chats', response: { 200: listOf(robotSchema) } } },
    async () => ({ items: (await listRobots(db)).map(presentRobot), nextCursor: null }),
  )
  app.post(
    '/api/v1/chat-robots',
    {
      config,
      schema: {
        tags,
        summary: 'Add a robot of WeCom, DingTalk or Feishu; its address and secret are never shown again',
        body: newRobotSchema,
        response: { 201: robotSchema },
      },
    },
    async (request, reply) => {
      const robot = await createRobot(db, secrets, principalOf(request), request.body, now())
      return reply.status(201).send(presentRobot(robot))
    },
  )
  app.post(
    '/api/v1/chat-robots/:id/test',
    {
      config,
      schema: {
        tags,
        summary: 'Post a test and tell what was answered',
        params,
        response: { 200: trySchema },
      },
    },
    async (request) => presentTry(await tryRobot(db, secrets, request.params.id, now())),
  )
}

function registerRobotChanges(app: App, { db, now }: Deps, secrets: SecretBox): void {
  app.put(
    '/api/v1/chat-robots/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Change a robot; what is left out stays',
        params,
        body: robotChangeSchema,
        response: { 200: robotSchema },
      },
    },
    async (request) => {
      const { id } = request.params
      return presentRobot(await changeRobot(db, secrets, principalOf(request), id, request.body, now()))
    },
  )
  app.delete(
    '/api/v1/chat-robots/:id',
    { config, schema: { tags, summary: 'Remove a robot', params, response: { 204: z.null() } } },
    async (request, reply) => {
      await removeRobot(db, principalOf(request), request.params.id, now())
      return reply.status(204).send(null)
    },
  )
}

function presentServer({ passwordSealed, ...server }: MailServer) {
  return { ...server, hasPassword: passwordSealed !== null }
}

function presentRobot(robot: Robot) {
  const { id, provider, name, locale, active, createdBy } = robot
  return {
    ...{ id, provider, name, locale, active, createdBy },
    kinds: [...robot.kinds],
    host: robot.urlHost,
    signed: robot.secretSealed !== null,
    createdAt: robot.createdAt.toISOString(),
  }
}

function presentTry(result: SendResult) {
  return {
    outcome: result.outcome,
    code: result.code,
    reason: result.outcome === 'sent' ? null : result.reason,
  }
}

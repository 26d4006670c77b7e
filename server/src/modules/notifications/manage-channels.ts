import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Database } from '../../platform/db/types.js'
import { findMailServer, putMailServer, type MailServer } from '../../platform/mailer/mail-server-store.js'
import type { SendResult } from '../../platform/mailer/send-mail.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import type { NotificationKind } from './domain/notification-kinds.js'
import type { RobotProvider } from './domain/robot-protocol.js'
import { GIVE_UP_AFTER_MS } from './domain/retry-schedule.js'
import { reopenMessages } from './message-store.js'
import { queueMessages } from './notify.js'
import { postToRobot } from './post-to-robot.js'
import { deleteRobotRow, findRobot, putRobot, type Robot } from './robot-store.js'

const RESEND_MAX = 5_000

export interface MailServerDraft extends Omit<MailServer, 'passwordSealed'> {
  /** Left out: as it was. */
  readonly password?: string | null | undefined
}

/** Enters or changes the mail server; the password is kept encrypted and never given out. */
export async function changeMailServer(
  db: Database,
  secrets: SecretBox,
  actor: Principal,
  { password, ...draft }: MailServerDraft,
  at: Date,
): Promise<MailServer> {
  return db.transaction(async (tx) => {
    const before = await findMailServer(tx)
    const kept = draft.username === null ? null : (before?.passwordSealed ?? null)
    const passwordSealed = password === undefined ? kept : password === null ? null : secrets.seal(password)
    const server = { ...draft, passwordSealed }
    await putMailServer(tx, server, actor.label, at)
    const { host, port, security, username, from, active } = server
    const after = { host, port, security, username, from, active, passwordChanged: password !== undefined }
    const entry = { actor, action: 'mail-server.changed', objectType: 'mail-server', objectId: host, at }
    await recordAudit(tx, { ...entry, after })
    return server
  })
}

export interface RobotDraft {
  readonly provider: RobotProvider
  readonly name: string
  readonly kinds: readonly NotificationKind[]
  readonly locale: 'zh-CN' | 'en'
  readonly url: string
  readonly secret: string | null
}

export async function createRobot(
  db: Database,
  secrets: SecretBox,
  actor: Principal,
  draft: RobotDraft,
  at: Date,
): Promise<Robot> {
  const { url, secret, ...rest } = draft
  const robot: Robot = {
    ...rest,
    ...sealed(secrets, url, secret),
    id: newId(),
    active: true,
    createdBy: actor.label,
    createdAt: at,
    updatedAt: at,
  }
  await db.transaction(async (tx) => {
    await putRobot(tx, robot)
    await recordAudit(tx, { ...auditOf(actor, robot, at), action: 'chat-robot.created', after: shown(robot) })
  })
  return robot
}

export interface RobotChange {
  readonly name?: string | undefined
  readonly kinds?: readonly NotificationKind[] | undefined
  readonly locale?: 'zh-CN' | 'en' | undefined
  readonly url?: string | undefined
  readonly secret?: string | null | undefined
  readonly active?: boolean | undefined
}

/** Changes a robot; what is left out stays. */
export async function changeRobot(
  db: Database,
  secrets: SecretBox,
  actor: Principal,
  id: string,
  change: RobotChange,
  at: Date,
): Promise<Robot> {
  return db.transaction(async (tx) => {
    const before = await findRobot(tx, id)
    if (!before) throw new Refusal('chat_robot_not_found')
    const robot: Robot = {
      ...before,
      name: change.name ?? before.name,
      kinds: change.kinds ?? before.kinds,
      locale: change.locale ?? before.locale,
      active: change.active ?? before.active,
      ...(change.url === undefined ? {} : addressOf(secrets, change.url)),
      ...(change.secret === undefined ? {} : { secretSealed: sealedSecret(secrets, change.secret) }),
      updatedAt: at,
    }
    await putRobot(tx, robot)
    const entry = { ...auditOf(actor, robot, at), action: 'chat-robot.changed' }
    await recordAudit(tx, { ...entry, before: shown(before), after: shown(robot) })
    return robot
  })
}

/** Removes a robot with its messages. */
export async function removeRobot(db: Database, actor: Principal, id: string, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const robot = await findRobot(tx, id)
    if (!robot) throw new Refusal('chat_robot_not_found')
    await deleteRobotRow(tx, id)
    await recordAudit(tx, {
      ...auditOf(actor, robot, at),
      action: 'chat-robot.removed',
      before: shown(robot),
    })
  })
}

/** Posts a test text at once and gives the provider's answer. */
export async function tryRobot(db: Database, secrets: SecretBox, id: string, at: Date): Promise<SendResult> {
  const robot = await findRobot(db, id)
  if (!robot) throw new Refusal('chat_robot_not_found')
  const access = {
    provider: robot.provider,
    url: secrets.open(robot.urlSealed),
    secret: robot.secretSealed === null ? null : secrets.open(robot.secretSealed),
  }
  const text =
    robot.locale === 'en'
      ? '【信衡】Test: notifications of Xinheng reach this group.'
      : '【信衡】测试消息：信衡的通知可以送达本群。'
  return postToRobot(access, text, at)
}

/** Makes these dead letters, or all of them, due again; gives how many. Refused when none of them is one. */
export async function resendMessages(
  db: Database,
  actor: Principal,
  chosen: readonly string[] | undefined,
  at: Date,
): Promise<number> {
  return db.transaction(async (tx) => {
    const ids = await reopenMessages(
      tx,
      { ids: chosen, limit: RESEND_MAX },
      at,
      new Date(at.getTime() + GIVE_UP_AFTER_MS),
    )
    if (chosen !== undefined && ids.length === 0) throw new Refusal('message_not_failed')
    await queueMessages(
      tx,
      ids.map((one) => ({ id: one, nextAttemptAt: at })),
      at,
    )
    const entry = { actor, action: 'notification.resent', objectType: 'notification-delivery', at }
    const [one] = chosen?.length === 1 ? chosen : []
    await recordAudit(tx, { ...entry, objectId: one ?? '*', after: { messages: ids.length } })
    return ids.length
  })
}

function sealed(secrets: SecretBox, url: string, secret: string | null) {
  return { ...addressOf(secrets, url), secretSealed: sealedSecret(secrets, secret) }
}

function addressOf(secrets: SecretBox, url: string) {
  return { urlHost: new URL(url).host, urlSealed: secrets.seal(url) }
}

function sealedSecret(secrets: SecretBox, secret: string | null): Buffer | null {
  return secret === null ? null : secrets.seal(secret)
}

function shown({ provider, name, kinds, locale, urlHost, active }: Robot) {
  return { provider, name, kinds, locale, urlHost, active }
}

function auditOf(actor: Principal, robot: Robot, at: Date) {
  return { actor, objectType: 'chat-robot', objectId: robot.name, at }
}

import { vi, expect } from 'vitest'
import { notificationJobs } from '../src/modules/notifications/jobs.js'
import { notify } from '../src/modules/notifications/notify.js'
import { registerAuditRoutes } from '../src/modules/audit/routes.js'
import { startWorker, type JobWorker } from '../src/platform/jobs.js'
import { createLogger } from '../src/platform/log.js'
import { startRobotStandIn, type RobotStandIn } from './robot-stand-in.js'
import { startSmtpStandIn, type SmtpStandIn } from './smtp-stand-in.js'
import { createTestApp, type Caller, type TestApp } from './test-app.js'

/** An item of an answered list. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Row = Record<string, any>

export const inboxPath = '/api/v1/notifications'
export const deliveriesPath = '/api/v1/notification-deliveries'

const itemsOf = ({ body }: { body: unknown }) => (body as { items: Row[] }).items

export type NotificationDesk = Awaited<ReturnType<typeof openNotificationDesk>>

/** What a notice of a hold tells in these tests. */
export const hold = { customer: '华东机电', code: 'C1', document: 'SO-1', amount: 'CNY 80,000.00' }

/**
 * A program with two workers, a salesperson and a credit analyst with mail addresses, and stand-ins for the mail server
 * and the chat robots. `clear` makes it as new between tests; `close` stops everything.
 */
export async function openNotificationDesk() {
  const api = await createTestApp({ routes: [registerAuditRoutes] })
  const smtp = await startSmtpStandIn()
  const robots = await startRobotStandIn()
  const sales = await api.signIn('sales')
  const analyst = await api.signIn('credit-analyst')
  await api.database.pool.query(`UPDATE app_user SET email = username || '@example.com'`)
  const address = await api.app.listen({ port: 0, host: '127.0.0.1' })
  const handlers = notificationJobs(api.deps, api.secrets, 'https://credit.example.com')
  const options = { handlers, schedules: [], log: createLogger({ level: 'silent' }) }
  const workers: JobWorker[] = []
  for (let n = 0; n < 2; n++) workers.push(await startWorker(api.deps.db, options))

  return {
    api,
    smtp,
    robots,
    sales,
    analyst,
    address,
    async clear() {
      await api.database.pool.query(
        `TRUNCATE notification, notification_delivery, chat_robot, notification_preference, notification_template, mail_server`,
      )
      await api.database.pool.query('DELETE FROM graphile_worker._private_jobs')
      smtp.received.length = 0
      smtp.refuse = null
      robots.posted.length = 0
      robots.answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
      api.clock.set('2026-11-20T02:00:00Z')
    },
    async close() {
      for (const worker of workers) await worker.stop()
      await smtp.close()
      await robots.close()
      api.app.server.closeAllConnections()
      await api.close()
    },
    ...actsOf(api, smtp, robots),
  }
}

/** What a test does at the desk. */
function actsOf(api: TestApp, smtp: SmtpStandIn, robots: RobotStandIn) {
  const deliveries = async (): Promise<Row[]> => itemsOf(await api.request('GET', deliveriesPath))
  return {
    deliveries,
    /** Tells the salesperson (or `to`) that a hold could be released. */
    tell: (subject: string, to: object = { usernames: ['sales'] }, extra: object = {}) =>
      api.deps.db.transaction((tx) =>
        notify(tx, {
          kind: 'hold_ready',
          to,
          subject,
          data: hold,
          link: `/holds/${subject}`,
          at: api.clock.now(),
          ...extra,
        }),
      ),
    withMail: () =>
      api.request('PUT', '/api/v1/notification-channels/mail', {
        body: {
          host: '127.0.0.1',
          port: smtp.port,
          security: 'none',
          username: null,
          from: 'Xinheng <credit@example.com>',
          active: true,
        },
      }),
    /** Enters a chat robot and gives its id. */
    async withRobot(extra: object = {}) {
      const body = {
        provider: 'dingtalk',
        name: 'g',
        kinds: ['hold_ready'],
        locale: 'zh-CN',
        url: `${robots.url}/r`,
        ...extra,
      }
      const answer = await api.request('POST', '/api/v1/chat-robots', { body })
      return (answer.body as { id: string }).id
    },
    read: async (as: Caller): Promise<Row[]> => itemsOf(await api.request('GET', inboxPath, { as })),
    settled: (status: string) =>
      vi.waitFor(async () => expect((await deliveries())[0]).toMatchObject({ status }), 10_000),
    /** Lets waiting jobs run now. */
    hurry: () => api.database.pool.query('UPDATE graphile_worker._private_jobs SET run_at = now()'),
  }
}

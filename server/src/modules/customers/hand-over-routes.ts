import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { usernameSchema } from '../identity/identity-schemas.js'
import { findUser } from '../identity/user-store.js'
import { handOver } from './hand-over.js'
import { countOpenWork } from './hand-over-store.js'

const params = z.strictObject({ username: usernameSchema })
const workSchema = z.object({
  customers: z.number(),
  openHolds: z.number(),
  claimedHolds: z.number().describe('Holds that are the person’s own work'),
  approvalsToDecide: z.number().describe('Approvals that wait for the person'),
  approvalsStarted: z.number().describe('Approvals that the person asked for and that still run'),
  openLimitRequests: z.number(),
  departmentsManaged: z.number(),
  reports: z.number(),
})

/** What waits on a person who leaves, and handing it to a successor. */
export function registerHandOverRoutes(app: App, { db, now }: Deps): void {
  app.get('/api/v1/users/:username/open-work', {
    config: { permission: 'users:write' },
    schema: { tags: ['Users'], summary: 'What waits on a user', params, response: { 200: workSchema } },
    handler: async ({ params: { username } }) => {
      const user = await findUser(db, username)
      if (!user) throw new Refusal('user_not_found', { username })
      return countOpenWork(db, user)
    },
  })
  app.post('/api/v1/users/:username/hand-over', {
    config: { permission: 'users:write' },
    schema: {
      tags: ['Users'],
      summary: 'Hand everything of a user who leaves to a successor, and deactivate the user',
      params,
      body: z.strictObject({ to: usernameSchema }),
      response: { 200: workSchema },
    },
    handler: async (request) => {
      const { username: from } = request.params
      return handOver(db, principalOf(request), { from, to: request.body.to }, now())
    },
  })
}

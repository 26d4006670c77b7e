import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { bilingualSchema } from '../../platform/http/schemas.js'
import { readDirectory } from './directory-store.js'

const namedSchema = z.array(z.object({ username: z.string(), displayName: z.string() })).readonly()
const directorySchema = z.object({
  people: namedSchema,
  former: namedSchema.describe('People who no longer sign in, so that what they did keeps their name.'),
  roles: z.array(z.object({ code: z.string(), name: bilingualSchema })).readonly(),
  positions: z.array(z.object({ code: z.string(), name: z.string() })).readonly(),
})

/** Whom one can ask, name and mention. */
export function registerDirectoryRoutes(app: App, { db }: Deps): void {
  app.get(
    '/api/v1/directory',
    {
      config: { permission: 'any' },
      schema: {
        tags: ['Users'],
        summary: 'Names of colleagues, roles and positions, for choosing among them',
        response: { 200: directorySchema },
      },
    },
    async () => readDirectory(db),
  )
}

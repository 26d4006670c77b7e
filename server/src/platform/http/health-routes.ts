import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import { sql } from '../db/sql.js'
import type { Database } from '../db/types.js'
import { renderMetrics } from '../metrics.js'
import type { App } from './create-app.js'

const DATABASE_WAIT_MS = 2_000

/** Where this process is in its life. Requests are answered in all states; balancers look at readiness. */
export interface Readiness {
  state: 'starting' | 'ready' | 'stopping'
}

const statusSchema = z.object({ status: z.string() })

/** Probes and metrics; they need no key. */
export function registerHealthRoutes(
  app: App,
  { db, readiness, sampleQueues }: { db: Database; readiness: Readiness; sampleQueues: () => Promise<void> },
): void {
  const config = { permission: 'public' } as const
  app.get(
    '/health/live',
    {
      config,
      schema: { tags: ['Health'], summary: 'The process runs', response: { 200: statusSchema } },
    },
    () => ({ status: 'live' }),
  )
  app.get(
    '/health/ready',
    {
      config,
      schema: { tags: ['Health'], summary: 'The process takes work', response: { 200: statusSchema } },
    },
    async () => {
      if (readiness.state !== 'ready' || !(await answers(db))) throw new Refusal('service_unavailable')
      return { status: 'ready' }
    },
  )
  app.get('/metrics', { config, schema: { hide: true } }, async (_, reply) => {
    await sampleQueues()
    const { contentType, text } = await renderMetrics()
    return reply.type(contentType).send(text)
  })
}

async function answers(db: Database): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, DATABASE_WAIT_MS, false)
  })
  try {
    return await Promise.race([db.rows(sql`SELECT 1`).then(() => true), late])
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

import { z } from 'zod'
import { toMoneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import {
  codeSchema,
  daySchema,
  idSchema,
  moneyJsonSchema,
  nonNegativeMoneySchema,
} from '../../platform/http/schemas.js'
import { listAuthorities, type AuthorityEntry } from './authority-store.js'
import { authorityKinds } from './domain/authority.js'
import { grantAuthority, withdrawAuthority } from './grant-authority.js'
import { roleCodeSchema, usernameSchema } from './identity-schemas.js'

const tags = ['Authority']
const days = z.int().min(0).max(3650)
const basisPoints = z.int().min(0).max(1_000_000)

const entrySchema = z.object({
  id: z.string(),
  username: z.string().nullable(),
  roleCode: z.string().nullable(),
  kind: z.enum(authorityKinds),
  segmentCode: z.string().nullable().describe('null: in every segment'),
  amount: z.union([z.literal('unlimited'), moneyJsonSchema]),
  overLimitBp: z.number().nullable().describe('Basis points of the limit; null: any'),
  daysMax: z.number().nullable().describe('Longest validity of what is granted; null: any'),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  updatedBy: z.string(),
  updatedAt: z.string(),
})

const bodySchema = z.strictObject({
  username: usernameSchema.nullable().default(null),
  roleCode: roleCodeSchema.nullable().default(null),
  kind: z.enum(authorityKinds),
  segmentCode: codeSchema.nullable().default(null),
  amount: z.union([z.literal('unlimited'), nonNegativeMoneySchema]),
  overLimitBp: basisPoints.nullable().default(null),
  daysMax: days.nullable().default(null),
  validFrom: daySchema.nullable().default(null),
  validUntil: daySchema.nullable().default(null),
})

/** What people, or whoever has a role, may decide alone. */
export function registerAuthorityRoutes(app: App, { db, now }: Deps): void {
  app.get('/api/v1/authorities', {
    config: { permission: 'users:read' },
    schema: {
      tags,
      summary: 'Who may decide what alone: kind, segment, amount, share over the limit, days, validity',
      response: { 200: z.object({ items: z.array(entrySchema), nextCursor: z.null() }) },
    },
    handler: async () => ({ items: (await listAuthorities(db)).map(present), nextCursor: null }),
  })
  app.put('/api/v1/authorities/:id', {
    config: { permission: 'users:write' },
    schema: {
      tags,
      summary: 'Give or change an authority; the caller chooses the id (a UUID) of a new one',
      params: z.object({ id: idSchema }),
      body: bodySchema,
      response: { 200: entrySchema },
    },
    handler: async (request) => {
      const entry = { id: request.params.id, ...request.body }
      return present(await grantAuthority(db, principalOf(request), entry, now()))
    },
  })
  app.delete('/api/v1/authorities/:id', {
    config: { permission: 'users:write' },
    schema: {
      tags,
      summary: 'Take an authority away',
      params: z.object({ id: idSchema }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await withdrawAuthority(db, principalOf(request), request.params.id, now())
      return reply.status(204).send(null)
    },
  })
}

function present(entry: AuthorityEntry): z.input<typeof entrySchema> {
  const amount = entry.amount === 'unlimited' ? entry.amount : toMoneyJson(entry.amount)
  return { ...entry, amount, updatedAt: entry.updatedAt.toISOString() }
}

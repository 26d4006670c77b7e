import { z } from 'zod'
import { dayInZone } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, daySchema, idSchema, lineOf } from '../../platform/http/schemas.js'
import type { Authenticator } from './authenticate.js'
import { listDepartments } from './department-store.js'
import { listDeputies } from './deputy-store.js'
import {
  nameDeputy,
  placeUser,
  removeDeputy,
  saveDepartment,
  savePosition,
} from './edit-organisation-chart.js'
import { usernameSchema } from './identity-schemas.js'
import { getOrganisation } from './organisation-store.js'
import { listHolders, listPositions } from './position-store.js'

const tags = ['Organisation']
const departmentSchema = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['legal-entity', 'department']),
  parentCode: z.string().nullable(),
  managerUsername: z.string().nullable(),
  active: z.boolean(),
})
const positionSchema = z.object({ code: z.string(), name: z.string(), active: z.boolean() })
const heldSchema = z.strictObject({ departmentCode: codeSchema, positionCode: codeSchema, main: z.boolean() })
const deputySchema = z.object({
  id: z.string(),
  username: z.string(),
  deputyUsername: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  note: z.string().nullable(),
})

/** Legal entities, departments, positions, who holds them, and who acts for whom. */
export function registerOrganisationChartRoutes(app: App, deps: Deps, authenticator: Authenticator): void {
  registerChart(app, deps)
  registerEdit(app, deps, authenticator)
  registerDeputies(app, deps)
}

function registerChart(app: App, { db }: Deps): void {
  app.get('/api/v1/organisation-chart', {
    config: { permission: 'users:read' },
    schema: {
      tags,
      summary: 'The organisation tree with positions and who holds them',
      response: {
        200: z.object({
          departments: z.array(departmentSchema),
          positions: z.array(positionSchema),
          holders: z.array(
            z.object({
              username: z.string(),
              displayName: z.string(),
              departmentCode: z.string(),
              positionCode: z.string(),
              main: z.boolean(),
            }),
          ),
        }),
      },
    },
    handler: async () => {
      const [departments, positions, holders] = await Promise.all([
        listDepartments(db),
        listPositions(db),
        listHolders(db, null),
      ])
      return { departments, positions, holders }
    },
  })
}

function registerEdit(app: App, { db, now }: Deps, authenticator: Authenticator): void {
  const config = { permission: 'users:write' } as const
  app.put('/api/v1/departments/:code', {
    config,
    schema: {
      tags,
      summary: 'Insert or change a legal entity or department',
      params: z.strictObject({ code: codeSchema }),
      body: z.strictObject({
        name: lineOf(100),
        kind: z.enum(['legal-entity', 'department']),
        parentCode: codeSchema.nullable().default(null),
        managerUsername: usernameSchema.nullable().default(null),
        active: z.boolean().default(true),
      }),
      response: { 200: departmentSchema },
    },
    handler: async (request) => {
      const department = { code: request.params.code, ...request.body }
      await saveDepartment(db, principalOf(request), department, now())
      authenticator.forget()
      return department
    },
  })
  app.put('/api/v1/positions/:code', {
    config,
    schema: {
      tags,
      summary: 'Insert or change a position',
      params: z.strictObject({ code: codeSchema }),
      body: z.strictObject({ name: lineOf(100), active: z.boolean().default(true) }),
      response: { 200: positionSchema },
    },
    handler: async (request) => {
      const position = { code: request.params.code, ...request.body }
      await savePosition(db, principalOf(request), position, now())
      return position
    },
  })
  app.put('/api/v1/users/:username/positions', {
    config,
    schema: {
      tags: ['Users'],
      summary: 'Say what a person does where, and whom they report to',
      params: z.strictObject({ username: usernameSchema }),
      body: z.strictObject({
        positions: z.array(heldSchema).max(50),
        managerUsername: usernameSchema.nullable().default(null),
      }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await placeUser(db, principalOf(request), request.params.username, request.body, now())
      authenticator.forget()
      return reply.status(204).send(null)
    },
  })
}

function registerDeputies(app: App, { db, now }: Deps): void {
  const today = async () => dayInZone(now(), (await getOrganisation(db)).timeZone)
  const config = { permission: 'any' } as const
  app.get('/api/v1/deputies', {
    config,
    schema: {
      tags,
      summary: 'Who acts for whom, now or later; one’s own, or everybody’s with users:read',
      response: { 200: z.object({ items: z.array(deputySchema), nextCursor: z.null() }) },
    },
    handler: async (request) => {
      const actor = principalOf(request)
      const username = actor.permissions.has('users:read') ? null : actor.label
      return { items: await listDeputies(db, { from: await today(), username }), nextCursor: null }
    },
  })
  app.post('/api/v1/deputies', {
    config,
    schema: {
      tags,
      summary: 'Name who acts for a person for some days, both included',
      body: z.strictObject({
        username: usernameSchema,
        deputyUsername: usernameSchema,
        startsOn: daySchema,
        endsOn: daySchema,
        note: lineOf(200).nullable().default(null),
      }),
      response: { 201: deputySchema },
    },
    handler: async (request, reply) => {
      const deputy = await nameDeputy(db, principalOf(request), request.body, await today(), now())
      return reply.status(201).send(deputy)
    },
  })
  app.delete('/api/v1/deputies/:id', {
    config,
    schema: {
      tags,
      summary: 'End a deputyship',
      params: z.object({ id: idSchema }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await removeDeputy(db, principalOf(request), request.params.id, now())
      return reply.status(204).send(null)
    },
  })
}

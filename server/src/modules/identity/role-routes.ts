import { z } from 'zod'
import { permissions, wholeBookPermissions } from '../../kernel/access.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { bilingualSchema, lineOf } from '../../platform/http/schemas.js'
import type { Authenticator } from './authenticate.js'
import { scopeKinds } from './domain/scope-kind.js'
import { changeRole, createRole, removeRole } from './edit-role.js'
import { listIncompatibleRoles } from './incompatible-role-store.js'
import { setIncompatibleRoles } from './set-incompatible-roles.js'
import { roleCodeSchema } from './identity-schemas.js'
import { countHolders, listRoles, type RoleRecord } from './role-store.js'

const tags = ['Roles']
const params = z.object({ code: roleCodeSchema })
const nameSchema = z.strictObject({ zh: lineOf(60), en: lineOf(60) })
const permissionList = z.array(z.enum(permissions)).max(200)

const roleSchema = z.object({
  code: z.string(),
  name: bilingualSchema,
  permissions: z.array(z.string()),
  builtIn: z.boolean(),
  defaultScope: z.enum(scopeKinds),
  totpRequired: z.boolean(),
  holders: z.number(),
  allowed: z.array(z.enum(['edit', 'delete', 'copy'])).describe('What the caller may do with it'),
})

const changeSchema = z.strictObject({
  name: nameSchema.optional(),
  permissions: permissionList.optional(),
  defaultScope: z.enum(scopeKinds).optional(),
  totpRequired: z.boolean().optional(),
})

/** Roles as data: the built-in ones to look at and copy, the own ones to edit; and which exclude each other. */
export function registerRoleRoutes(app: App, deps: Deps, authenticator: Authenticator): void {
  registerRead(app, deps)
  registerWrite(app, deps, authenticator)
  registerIncompatible(app, deps)
}

function registerRead(app: App, { db }: Deps): void {
  app.get('/api/v1/roles', {
    config: { permission: 'users:read' },
    schema: {
      tags,
      summary: 'Roles with their permissions, and all permissions there are',
      response: {
        200: z.object({
          items: z.array(roleSchema),
          nextCursor: z.null(),
          permissions: z.array(z.object({ code: z.string(), wholeBook: z.boolean() })),
        }),
      },
    },
    handler: async (request) => {
      const mayWrite = principalOf(request).permissions.has('users:write')
      const [roles, holders] = await Promise.all([listRoles(db), countHolders(db)])
      return {
        items: roles.map((role) => present(role, holders.get(role.code) ?? 0, mayWrite)),
        nextCursor: null,
        permissions: permissions.map((code) => ({ code, wholeBook: wholeBookPermissions.has(code) })),
      }
    },
  })
}

function registerWrite(app: App, { db, now }: Deps, authenticator: Authenticator): void {
  const config = { permission: 'users:write' } as const
  app.post('/api/v1/roles', {
    config,
    schema: {
      tags,
      summary: 'Make a role, for example as a copy of a built-in one',
      body: z.strictObject({
        code: roleCodeSchema,
        name: nameSchema,
        permissions: permissionList,
        defaultScope: z.enum(scopeKinds).default('all'),
        totpRequired: z.boolean().default(false),
      }),
      response: { 201: roleSchema },
    },
    handler: async (request, reply) => {
      const role = await createRole(db, principalOf(request), request.body, now())
      return reply.status(201).send(present(role, 0, true))
    },
  })
  app.put('/api/v1/roles/:code', {
    config,
    schema: {
      tags,
      summary: 'Change a role; of a built-in one only whether a second factor is required',
      params,
      body: changeSchema,
      response: { 200: roleSchema },
    },
    handler: async (request) => {
      const role = await changeRole(db, principalOf(request), request.params.code, request.body, now())
      authenticator.forget()
      return present(role, (await countHolders(db)).get(role.code) ?? 0, true)
    },
  })
  app.delete('/api/v1/roles/:code', {
    config,
    schema: { tags, summary: 'Remove a role that nobody has', params, response: { 204: z.null() } },
    handler: async (request, reply) => {
      await removeRole(db, principalOf(request), request.params.code, now())
      return reply.status(204).send(null)
    },
  })
}

const pairSchema = z.object({ roleA: z.string(), roleB: z.string(), reason: z.string() })

function registerIncompatible(app: App, { db, now }: Deps): void {
  app.get('/api/v1/incompatible-roles', {
    config: { permission: 'users:read' },
    schema: {
      tags,
      summary: 'Pairs of roles that one person must not have together',
      response: { 200: z.object({ items: z.array(pairSchema), nextCursor: z.null() }) },
    },
    handler: async () => ({ items: await listIncompatibleRoles(db), nextCursor: null }),
  })
  app.put('/api/v1/incompatible-roles', {
    config: { permission: 'users:write' },
    schema: {
      tags,
      summary: 'Replace the pairs; refused while somebody has both roles of a pair',
      body: z.strictObject({
        items: z
          .array(z.strictObject({ roleA: roleCodeSchema, roleB: roleCodeSchema, reason: lineOf(200) }))
          .max(500),
      }),
      response: { 200: z.object({ items: z.array(pairSchema), nextCursor: z.null() }) },
    },
    handler: async (request) => {
      await setIncompatibleRoles(db, principalOf(request), request.body.items, now())
      return { items: await listIncompatibleRoles(db), nextCursor: null }
    },
  })
}

function present(role: RoleRecord, holders: number, mayWrite: boolean): z.input<typeof roleSchema> {
  const own = mayWrite && !role.builtIn
  const allowed = [
    ...(mayWrite ? (['edit', 'copy'] as const) : []),
    ...(own && holders === 0 ? (['delete'] as const) : []),
  ]
  return { ...role, permissions: [...role.permissions], holders, allowed }
}

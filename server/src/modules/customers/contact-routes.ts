import { z } from 'zod'
import type { Principal } from '../../kernel/access.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, idSchema } from '../../platform/http/schemas.js'
import { recordAccess } from '../audit/record-audit.js'
import { listBankAccounts } from './bank-account-store.js'
import {
  bankAccountBodySchema,
  bankAccountListSchema,
  bankAccountSchema,
  contactBodySchema,
  contactListSchema,
  contactSchema,
  mayAdd,
  presentBankAccount,
  presentContact,
  revealBodySchema,
} from './contact-schemas.js'
import { listContacts } from './contact-store.js'
import {
  customerIdOf,
  keepBankAccount,
  keepContact,
  removeBankAccount,
  removeContact,
  revealField,
} from './keep-contacts.js'

const tags = ['customers']
const ofCustomer = z.strictObject({ code: codeSchema })
const ofOne = z.strictObject({ code: codeSchema, id: idSchema })

type ContactDeps = Deps & { readonly secrets: SecretBox }

/** People at a customer and the accounts it pays from, with what is personal masked. */
export function registerContactRoutes(app: App, deps: ContactDeps): void {
  registerContacts(app, deps)
  registerBankAccounts(app, deps)
  app.post('/api/v1/customers/:code/sensitive/:id/show', {
    config: { permission: ['sensitive:show', 'sensitive:read'] },
    schema: {
      tags,
      summary: 'One masked field of a contact or bank account in clear; who looked, and why, is recorded',
      params: ofOne,
      body: revealBodySchema,
      response: { 200: z.object({ value: z.string() }) },
    },
    handler: async (request) => {
      const { code, id } = request.params
      return { value: await revealField(actingOn(deps, principalOf(request), code), { id, ...request.body }) }
    },
  })
}

const actingOn = ({ db, secrets, now }: ContactDeps, actor: Principal, code: string) => ({
  ...{ db, secrets, actor, code, at: now() },
})

/** Whoever is shown everything in clear leaves a trace of that, too. */
async function noteOpenRead({ db, now }: ContactDeps, actor: Principal, code: string, what: string) {
  if (!actor.permissions.has('sensitive:read')) return
  const about = { objectType: 'customer', objectId: code, at: now() }
  await db.transaction((tx) => recordAccess(tx, { actor, action: `${what}.read`, ...about }))
}

function registerContacts(app: App, deps: ContactDeps): void {
  const { db, secrets } = deps
  const url = '/api/v1/customers/:code/contacts'
  app.get(url, {
    config: { permission: 'customers:read' },
    schema: {
      tags,
      summary: 'People at a customer',
      params: ofCustomer,
      response: { 200: contactListSchema },
    },
    handler: async (request) => {
      const actor = principalOf(request)
      const { code } = request.params
      const contacts = await listContacts(db, await customerIdOf({ db, actor, code }))
      if (contacts.length > 0) await noteOpenRead(deps, actor, code, 'contacts')
      const items = contacts.map((one) => presentContact(one, actor, secrets))
      return { items, nextCursor: null, allowed: mayAdd(actor) }
    },
  })
  app.put(`${url}/:id`, {
    config: { permission: 'customers:write' },
    schema: {
      tags,
      summary: 'Add a person or change one; the caller chooses the id (a UUID) of a new one',
      params: ofOne,
      body: contactBodySchema,
      response: { 200: contactSchema },
    },
    handler: async (request) => {
      const actor = principalOf(request)
      const acting = actingOn(deps, actor, request.params.code)
      return presentContact(await keepContact(acting, request.params.id, request.body), actor, secrets)
    },
  })
  app.delete(`${url}/:id`, {
    config: { permission: 'customers:write' },
    schema: { tags, summary: 'Remove a person', params: ofOne, response: { 204: z.null() } },
    handler: async (request, reply) => {
      await removeContact(actingOn(deps, principalOf(request), request.params.code), request.params.id)
      return reply.status(204).send(null)
    },
  })
}

function registerBankAccounts(app: App, deps: ContactDeps): void {
  const { db, secrets } = deps
  const url = '/api/v1/customers/:code/bank-accounts'
  app.get(url, {
    config: { permission: 'customers:read' },
    schema: {
      tags,
      summary: 'Accounts that a customer pays from',
      params: ofCustomer,
      response: { 200: bankAccountListSchema },
    },
    handler: async (request) => {
      const actor = principalOf(request)
      const { code } = request.params
      const accounts = await listBankAccounts(db, await customerIdOf({ db, actor, code }))
      if (accounts.length > 0) await noteOpenRead(deps, actor, code, 'bank-accounts')
      const items = accounts.map((one) => presentBankAccount(one, actor, secrets))
      return { items, nextCursor: null, allowed: mayAdd(actor) }
    },
  })
  app.put(`${url}/:id`, {
    config: { permission: 'customers:write' },
    schema: {
      tags,
      summary: 'Add a bank account or change one; the caller chooses the id (a UUID) of a new one',
      params: ofOne,
      body: bankAccountBodySchema,
      response: { 200: bankAccountSchema },
    },
    handler: async (request) => {
      const actor = principalOf(request)
      const acting = actingOn(deps, actor, request.params.code)
      return presentBankAccount(
        await keepBankAccount(acting, request.params.id, request.body),
        actor,
        secrets,
      )
    },
  })
  app.delete(`${url}/:id`, {
    config: { permission: 'customers:write' },
    schema: { tags, summary: 'Remove a bank account', params: ofOne, response: { 204: z.null() } },
    handler: async (request, reply) => {
      await removeBankAccount(actingOn(deps, principalOf(request), request.params.code), request.params.id)
      return reply.status(204).send(null)
    },
  })
}

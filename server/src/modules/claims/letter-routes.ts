import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, idSchema } from '../../platform/http/schemas.js'
import { recordAccess } from '../audit/record-audit.js'
import { visibleCustomer, todayAt } from './claim-customer.js'
import { claimNeeds } from './claim-json.js'
import * as schemas from './claim-schemas.js'
import { letterReference } from './letter-document.js'
import { listLetters, readLetter, type StoredLetter } from './letter-store.js'
import { writeLetter } from './write-letter.js'

const read = { permission: 'receivables:read' } as const
const write = { permission: claimNeeds.record } as const
const byCode = z.strictObject({ code: codeSchema })
const byId = z.strictObject({ id: idSchema })

/** Letters that demand payment. */
export function registerLetterRoutes(app: App, deps: Deps): void {
  const tags = ['claims']
  const { db, now } = deps
  const listSchema = {
    tags,
    summary: 'Letters that demand payment from a customer, newest first',
    params: byCode,
    response: { 200: z.object({ items: z.array(schemas.letterJson), nextCursor: z.null() }) },
  }
  const path = '/api/v1/customers/:code/claim-letters'
  app.get(path, { config: read, schema: listSchema }, async (request) => {
    const customer = await visibleCustomer(db, request.params.code, principalOf(request))
    const letters = await listLetters(db, customer.id)
    return { items: letters.map((letter) => letterJsonOf(letter, letter.arrivedOn)), nextCursor: null }
  })

  const schema = {
    tags,
    summary: 'Write a letter that demands what is overdue; it is kept as it is, with its hash',
    params: byCode,
    body: schemas.letterBody,
    response: { 201: schemas.letterJson },
  }
  app.post(path, { config: write, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const at = now()
    const { language, payBy, items: only } = request.body
    const customer = await visibleCustomer(db, request.params.code, actor)
    const wish = { language: language === 'en' ? 'en' : 'zh', payBy, only } as const
    const letter = await writeLetter(db, customer, wish, { actor, at, today: await todayAt(db, at) })
    return reply.code(201).send(letterJsonOf(letter, null))
  })
  registerPaper(app, deps)
}

function registerPaper(app: App, { db, now }: Deps): void {
  const schema = {
    tags: ['claims'],
    summary: 'A letter that demands payment as PDF, exactly as it was written; who took it is recorded',
    params: byId,
    response: { 200: z.any().describe('application/pdf') },
  }
  app.get('/api/v1/claim-letters/:id.pdf', { config: read, schema }, async (request, reply) => {
    const { id } = request.params
    const actor = principalOf(request)
    const letter = await db.transaction(async (tx) => {
      const found = await readLetter(tx, id)
      if (!found) throw new Refusal('claim_letter_not_found', { id })
      const action = 'claim-letter.exported'
      await recordAccess(tx, { actor, action, objectType: 'claim-letter', objectId: id, at: now() })
      return found
    })
    return reply
      .type('application/pdf')
      .header('Content-Disposition', `attachment; filename="${letterReference(letter.number)}.pdf"`)
      .send(letter.pdf)
  })
}

function letterJsonOf(letter: StoredLetter, arrivedOn: string | null): z.input<typeof schemas.letterJson> {
  const { number, customerId: _, items, language, writtenAt, totals, ...rest } = letter
  return {
    ...{ ...rest, reference: letterReference(number), debts: items.length, totals: [...totals], arrivedOn },
    ...{ language: language === 'en' ? 'en' : 'zh-CN', writtenAt: writtenAt.toISOString() },
  }
}

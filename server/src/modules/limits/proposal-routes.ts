import type { Bilingual } from '../../kernel/bilingual.js'
import { Refusal } from '../../kernel/errors.js'
import { refusalText } from '../../kernel/refusals.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import type { Approvals } from '../approvals/subject.js'
import { customersOfProposals } from '../policy/proposal-list-store.js'
import type { SkipCode } from './accept-proposals.js'
import { acceptSelected, rejectSelected, type DecisionResult, type Selection } from './decide-proposals.js'
import type { LimitEffects } from './limit-effects.js'
import * as schemas from './proposal-schemas.js'

const config = { permission: 'limits:write' } as const
const tags = ['limits']

/** Accepting and rejecting limit proposals, one by one or thousands at once. */
export function registerProposalRoutes(
  app: App,
  deps: Deps,
  effects: LimitEffects,
  approvals: Approvals,
): void {
  const acceptSchema = {
    tags,
    summary: 'Put proposals in force: limit lines, terms and review day',
    description:
      'By filter, proposals that need attention are left out. A single proposal that cannot be accepted is refused; ' +
      'of many, those that cannot are listed as skipped.',
    body: schemas.decisionBody,
    response: { 200: schemas.acceptedAnswer },
  }
  app.post('/api/v1/limit-proposals/accept', { config, schema: acceptSchema }, async (request) => {
    const selection = selectionOf(request.body)
    const decision = { selection, reason: request.body.reason, actor: principalOf(request) }
    const result = await acceptSelected(deps, decision, effects, approvals)
    refuseSingle(selection, result)
    return { accepted: result.decided, skipped: await skippedJson(deps, result) }
  })

  const rejectSchema = {
    tags,
    summary: 'Reject proposals with a reason',
    body: schemas.decisionBody,
    response: { 200: schemas.rejectedAnswer },
  }
  app.post('/api/v1/limit-proposals/reject', { config, schema: rejectSchema }, async (request) => {
    const selection = selectionOf(request.body)
    const decision = { selection, reason: request.body.reason, actor: principalOf(request) }
    const result = await rejectSelected(deps, decision, approvals)
    refuseSingle(selection, result)
    return { rejected: result.decided, skipped: await skippedJson(deps, result) }
  })
}

function selectionOf(body: schemas.DecisionBody): Selection {
  return body.ids ? { ids: body.ids } : { filter: body.filter ?? {} }
}

/** Who decides on one proposal is told plainly why it did not work. */
function refuseSingle(selection: Selection, result: DecisionResult): void {
  const [only] = result.skipped
  if (!only || !('ids' in selection) || selection.ids.length > 1) return
  throw refusalOf(only.code, only.id)
}

function refusalOf(code: SkipCode, id: string): Refusal {
  switch (code) {
    case 'not_found':
      return new Refusal('proposal_not_found', { id })
    case 'not_open':
      return new Refusal('proposal_not_open', { id })
    case 'own_submission':
      return new Refusal('proposal_own_submission')
    case 'in_approval':
      return new Refusal('proposal_in_approval', { id })
    case 'currency_changed':
      return new Refusal('proposal_currency_changed', { id })
  }
}

interface SkippedJson {
  readonly id: string
  readonly customer: { readonly code: string; readonly name: string } | null
  readonly code: string
  readonly message: Bilingual
}

async function skippedJson({ db }: Deps, { skipped }: DecisionResult): Promise<SkippedJson[]> {
  // What the caller may not see was not found for them, and is not named either.
  const known = skipped.filter(({ code }) => code !== 'not_found').map(({ id }) => id)
  const customers = await customersOfProposals(db, known)
  return skipped.map(({ id, code }) => {
    const refusal = refusalOf(code, id)
    const message = refusalText(refusal.code, refusal.values)
    return { id, customer: customers.get(id) ?? null, code: refusal.code, message }
  })
}

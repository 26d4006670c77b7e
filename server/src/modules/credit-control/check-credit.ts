import { inScope } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { findParties, lockParties } from '../exposure/find-parties.js'
import { ratesInto } from '../customers/fx-store.js'
import { loadParties, type CheckParty } from './check-facts-store.js'
import type { CheckContext, CheckRequest } from './check-request.js'
import { decideOne, type Verdict } from './decide-one.js'
import { findDecisions, type StoredDecision } from './decision-store.js'
import { loadDocumentStates } from './document-state-store.js'
import { WorkingState } from './domain/working-state.js'
import { rulesInForce } from './rules-store.js'
import { storeVerdicts } from './store-verdicts.js'

/**
 * Decides checks in order, all in the caller's transaction, each seeing the reservations of those before it. Locks
 * the credit groups first, so that whatever the concurrency and however many processes serve, what is approved never
 * exceeds what the limits allow. Per request: the stored decision, or the refusal.
 */
export async function checkCredit(
  tx: Tx,
  requests: readonly CheckRequest[],
  context: CheckContext,
): Promise<(StoredDecision | Refusal)[]> {
  const first = requests.slice(0, untilRepeated(requests))
  // Sent together: PostgreSQL runs the reads after the lock, so they see what is current under it.
  const locked = lockParties(tx, requests)
  const [, loaded] = await Promise.all([locked, loadRound(tx, first, context)])
  const answers = await decideRound(tx, first, loaded, context)
  let rest = requests.slice(first.length)
  while (rest.length > 0) {
    const round = rest.slice(0, untilRepeated(rest))
    rest = rest.slice(round.length)
    answers.push(...(await decideRound(tx, round, await loadRound(tx, round, context), context)))
  }
  return answers
}

/** Length of the longest start of the list in which no document comes twice: what a check stores, the next must read. */
function untilRepeated(requests: readonly CheckRequest[]): number {
  const seen = new Set<string>()
  for (const [index, { document, checkpoint }] of requests.entries()) {
    const key = JSON.stringify([document.source, document.type, document.number, checkpoint])
    if (seen.has(key)) return index
    seen.add(key)
  }
  return requests.length
}

/** What a round of checks needs to know, read with one round trip. */
async function loadRound(tx: Tx, requests: readonly CheckRequest[], context: CheckContext) {
  return Promise.all([
    partiesOf(tx, requests, context),
    loadDocumentStates(
      tx,
      requests.map((request) => ({ ...request.document, checkpoint: request.checkpoint })),
    ),
    rulesInForce(tx, context.at),
  ])
}

async function decideRound(
  tx: Tx,
  requests: readonly CheckRequest[],
  [parties, states, rules]: Awaited<ReturnType<typeof loadRound>>,
  context: CheckContext,
): Promise<(StoredDecision | Refusal)[]> {
  const known = parties.filter((party): party is CheckParty => !(party instanceof Refusal))
  const rates = Object.fromEntries(await ratesInto(tx, currencyPairs(requests, parties), context.today))
  const working = new WorkingState<CheckParty>()
  for (const party of known) working.add(party)
  const verdicts = requests.map((request, index): Verdict => {
    const party = parties[index]
    const state = states[index]
    if (party === undefined || state === undefined) throw new Error('a check was left without its facts')
    if (party instanceof Refusal) return { kind: 'refused', refusal: party }
    return decideOne({ request, state, party: working.get(party.accountId), rules, rates, working, context })
  })
  return answersOf(tx, verdicts, await storeVerdicts(tx, verdicts, context))
}

async function answersOf(
  tx: Tx,
  verdicts: readonly Verdict[],
  stored: ReadonlyMap<Verdict, StoredDecision>,
): Promise<(StoredDecision | Refusal)[]> {
  const repeatedIds = verdicts.flatMap((verdict) => (verdict.kind === 'repeated' ? [verdict.decisionId] : []))
  const repeated = new Map(
    (await findDecisions(tx, repeatedIds, null)).map((decision) => [decision.id, decision]),
  )
  return verdicts.map((verdict) => {
    if (verdict.kind === 'refused') return verdict.refusal
    const decision = verdict.kind === 'repeated' ? repeated.get(verdict.decisionId) : stored.get(verdict)
    if (!decision) throw new Error('a decision was not stored')
    return decision
  })
}

/** Facts per request; an account without credit is opened where the customer has none in the segment yet. */
async function partiesOf(
  tx: Tx,
  requests: readonly CheckRequest[],
  context: CheckContext,
): Promise<(CheckParty | Refusal)[]> {
  const pairs = new Map(requests.map((request) => [pairKey(request), request]))
  let loaded = await loadParties(tx, [...pairs.values()], context.today)
  let refusals = new Map<string, Refusal>()
  if (loaded.length < pairs.size) {
    const wanted = [...pairs.values()]
    const found = await findParties(tx, wanted, { onlyCustomersOf: null })
    refusals = new Map(
      wanted.flatMap((request, index) => {
        const party = found[index]
        return party instanceof Refusal ? [[pairKey(request), unknownParty(request)] as const] : []
      }),
    )
    loaded = await loadParties(tx, wanted, context.today)
  }
  const byPair = new Map(loaded.map((party) => [pairKey(party), party]))
  return requests.map((request) => {
    const party = byPair.get(pairKey(request))
    if (!party)
      return (
        refusals.get(pairKey(request)) ?? new Refusal('customer_not_found', { code: request.customerCode })
      )
    const { ownerUsername } = party
    const known = inScope(request.scope, { ownerUsername, segmentCode: request.segmentCode })
    return !known ? new Refusal('customer_not_found', { code: request.customerCode }) : party
  })
}

/** An unknown segment is answered as an unknown customer is: for checks the two name one party. */
function unknownParty({ customerCode, segmentCode }: CheckRequest): Refusal {
  return new Refusal('customer_not_found', { code: `${customerCode} (${segmentCode})` })
}

function pairKey(pair: { customerCode: string; segmentCode: string }): string {
  return JSON.stringify([pair.customerCode, pair.segmentCode])
}

/** Every conversion that a decision of the batch may need. */
function currencyPairs(requests: readonly CheckRequest[], parties: readonly (CheckParty | Refusal)[]) {
  const pairs = new Map<
    string,
    { from: CheckParty['account']['currency']; to: CheckParty['account']['currency'] }
  >()
  for (const [index, party] of parties.entries()) {
    const request = requests[index]
    if (party instanceof Refusal || !request) continue
    const sources = [
      request.amount.currency,
      party.account.currency,
      ...party.account.exposure.map((part) => part.currency),
      ...party.group.exposure.map((part) => part.currency),
    ]
    const targets = [party.account.currency, party.group.limit?.currency ?? party.account.currency]
    if (party.group.limit) sources.push(party.group.limit.currency)
    for (const from of sources) {
      for (const to of targets) if (from !== to) pairs.set(`${from}>${to}`, { from, to })
    }
  }
  return [...pairs.values()]
}

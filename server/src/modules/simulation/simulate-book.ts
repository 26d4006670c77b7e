import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import {
  applyPolicy,
  convertAt,
  readPolicyPage,
  type Bought,
  type PolicyDay,
} from '../policy/apply-policy.js'
import { expectedLoss, generalLossParameters } from '../policy/domain/expected-loss.js'
import type { Granted } from '../policy/domain/granted.js'
import type { CreditPolicy } from '../policy/domain/policy.js'
import { isNegligible, proposedAmount } from '../policy/domain/propose-limit.js'
import type { AccountSituation } from '../policy/policy-input-store.js'
import {
  addAccounts,
  noEffect,
  type BookEffect,
  type ComparedAccount,
  type Side,
} from './domain/book-effect.js'
import { limitChange, type Grant } from './domain/compare-limits.js'
import { listAccountExposures } from './account-reading-store.js'
import { insertSimulatedAccounts, type SimulatedAccount } from './simulated-account-store.js'

const PAGE = 2_000

export interface BookRun {
  readonly simulationId: Id
  readonly before: CreditPolicy
  readonly after: CreditPolicy
  /** Other grades on the side after, by customer: what a tried scorecard gives. */
  readonly gradesAfter: ReadonlyMap<Id, string>
  readonly day: PolicyDay
  /** Told after each page how many accounts it held. Throws to stop. */
  readonly onAccounts: (count: number) => Promise<void>
}

type FullGrant = Grant & { readonly grade: string; readonly granted: Granted }

/** What the policy gives an account; a change too small to bother anybody leaves what is in force. Null: it says nothing. */
export function grantOf(
  policy: CreditPolicy,
  situation: AccountSituation,
  bought: Bought | undefined,
  day: PolicyDay,
): FullGrant | null {
  const given = applyPolicy(policy, situation, bought, day)
  if (given === null) return null
  const { granted, steps, grade } = given
  const proposed = proposedAmount(steps)
  const stays = isNegligible(policy, situation.currentMinor, proposed)
  return { minor: stays ? (situation.currentMinor ?? 0n) : proposed, days: granted.netDays, grade, granted }
}

/**
 * Compares what two policies give every account as things stand, and stores the accounts that they treat differently.
 * Pages of accounts, a transaction each.
 */
export async function simulateBook(deps: Deps, run: BookRun): Promise<BookEffect> {
  let effect = noEffect
  let after: Id | null = null
  for (;;) {
    const page: Page = await deps.db.transaction((tx) => simulatePage(tx, after, run))
    effect = addAccounts(effect, page.compared)
    await run.onAccounts(page.count)
    after = page.last
    if (after === null) return effect
  }
}

interface Page {
  readonly compared: readonly ComparedAccount[]
  readonly count: number
  readonly last: Id | null
}

async function simulatePage(tx: Tx, after: Id | null, run: BookRun): Promise<Page> {
  const { situations, bought, last } = await readPolicyPage(tx, { after, limit: PAGE }, run.day)
  const purchases = await purchasesFor(bought, run)
  const exposures = await exposuresOf(tx, situations, run.day)
  const both = situations.flatMap((situation) => {
    const { accountId } = situation
    const before = grantOf(run.before, situation, purchases.before.get(accountId), run.day)
    const gradeAfter = run.gradesAfter.get(situation.customerId) ?? situation.grade
    const granted = grantOf(
      run.after,
      { ...situation, grade: gradeAfter },
      purchases.after.get(accountId),
      run.day,
    )
    if (before === null || granted === null) return []
    return [compare(situation, { before, after: granted, exposure: exposures.get(accountId) ?? null }, run)]
  })
  await insertSimulatedAccounts(
    tx,
    run.simulationId,
    both.flatMap(({ row }) => row ?? []),
  )
  return { compared: both.map(({ compared }) => compared), count: situations.length, last }
}

async function purchasesFor(
  bought: (months: number) => Promise<ReadonlyMap<Id, Bought>>,
  run: BookRun,
): Promise<{ before: ReadonlyMap<Id, Bought>; after: ReadonlyMap<Id, Bought> }> {
  const before = await bought(run.before.averageOverMonths)
  const same = run.after.averageOverMonths === run.before.averageOverMonths
  return { before, after: same ? before : await bought(run.after.averageOverMonths) }
}

/** Exposure of each account in its own currency; an account with a currency that has no rate is left out. */
async function exposuresOf(
  tx: Tx,
  situations: readonly AccountSituation[],
  day: PolicyDay,
): Promise<ReadonlyMap<Id, bigint>> {
  const currencies = new Map(situations.map(({ accountId, currency }) => [accountId, currency]))
  const sums = new Map<Id, bigint | null>(situations.map(({ accountId }) => [accountId, 0n]))
  for (const { accountId, currency, minor } of await listAccountExposures(tx, [...currencies.keys()])) {
    const sum = sums.get(accountId) ?? null
    const own = convertAt(day, minor, currency, currencies.get(accountId) ?? currency)
    sums.set(accountId, sum === null || own === null ? null : sum + own)
  }
  return new Map([...sums].flatMap(([id, sum]) => (sum === null ? [] : [[id, sum] as const])))
}

interface Compared {
  readonly before: FullGrant
  readonly after: FullGrant
  readonly exposure: bigint | null
}

function compare(
  situation: AccountSituation,
  { before, after, exposure }: Compared,
  run: BookRun,
): { readonly compared: ComparedAccount; readonly row: SimulatedAccount | null } {
  const { accountId, segmentCode, currency, currentMinor, netDays } = situation
  const change = limitChange(before, after)
  const inBase = baseOf(run.day, currency)
  const owed = inBase(exposure)
  const sideOf = (
    policy: CreditPolicy,
    { minor, grade }: Grant & { readonly grade: string },
  ): Side | null => {
    const limit = inBase(minor)
    if (limit === null || owed === null) return null
    const parameters = policy.loss ?? generalLossParameters
    return { limit, loss: expectedLoss(parameters, grade, { exposureMinor: owed, limitMinor: limit }) }
  }
  const [was, becomes] = [sideOf(run.before, before), sideOf(run.after, after)]
  const classCode = after.granted.customerClass?.code ?? ''
  const compared = {
    grade: before.grade,
    segmentCode,
    classCode,
    change,
    exposure: owed,
    before: was,
    after: becomes,
  }
  if (change === 'same') return { compared, row: null }
  const row: SimulatedAccount = {
    ...{ accountId, change, grade: before.grade, gradeAfter: after.grade, currency, exposureMinor: exposure },
    ...{ nowMinor: currentMinor, nowDays: netDays },
    ...{ beforeMinor: before.minor, beforeDays: before.days, afterMinor: after.minor, afterDays: after.days },
    ...{ grantedBefore: before.granted, grantedAfter: after.granted },
    differenceBaseMinor: was && becomes ? becomes.limit - was.limit : null,
    lossBeforeMinor: was?.loss ?? null,
    lossAfterMinor: becomes?.loss ?? null,
  }
  return { compared, row }
}

function baseOf(day: PolicyDay, currency: Currency): (minor: bigint | null) => bigint | null {
  return (minor) => (minor === null ? null : convertAt(day, minor, currency, day.baseCurrency))
}

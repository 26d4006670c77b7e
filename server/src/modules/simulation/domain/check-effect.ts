import type { Outcome } from '../../credit-control/domain/decide.js'

/** What became of an order: billed and paid, still open, bad (written off or more than 90 days past due), or never billed. */
export const fates = ['paid', 'open', 'bad', 'not-billed'] as const
export type Fate = (typeof fates)[number]

/** An order whose answer differs; amounts in the base currency, null without an exchange rate. */
export interface ChangedCheck {
  readonly before: Outcome
  readonly after: Outcome
  readonly amount: bigint | null
  readonly became: Fate
  readonly loss: bigint | null
}

export interface FateSums {
  readonly count: number
  readonly amount: bigint
  readonly loss: bigint
}

/** Orders that go one way, by what became of them. */
export type WayEffect = Readonly<Record<Fate, FateSums>>

/**
 * `stopped`: orders that passed and would be held or rejected; `freed`: the other way round; `warned`: pass both times,
 * with another answer; `checked`: all that were looked at.
 */
export interface CheckEffect {
  readonly checked: number
  readonly withoutRate: number
  readonly warned: number
  readonly stopped: WayEffect
  readonly freed: WayEffect
}

const none: FateSums = { count: 0, amount: 0n, loss: 0n }
const noWay: WayEffect = { paid: none, open: none, bad: none, 'not-billed': none }

export const noCheckEffect: CheckEffect = {
  ...{ checked: 0, withoutRate: 0, warned: 0 },
  ...{ stopped: noWay, freed: noWay },
}

export function passes(outcome: Outcome): boolean {
  return outcome === 'approved' || outcome === 'warned'
}

/** The effect with a batch of so many orders added, of which these got another answer. */
export function addChecks(
  effect: CheckEffect,
  checked: number,
  changed: readonly ChangedCheck[],
): CheckEffect {
  return changed.reduce(addCheck, { ...effect, checked: effect.checked + checked })
}

function addCheck(effect: CheckEffect, check: ChangedCheck): CheckEffect {
  const withoutRate = effect.withoutRate + (check.amount === null ? 1 : 0)
  const [before, after] = [passes(check.before), passes(check.after)]
  if (before === after) return { ...effect, withoutRate, warned: effect.warned + (before ? 1 : 0) }
  const way = before ? 'stopped' : 'freed'
  return { ...effect, withoutRate, [way]: addTo(effect[way], check) }
}

function addTo(way: WayEffect, { amount, became, loss }: ChangedCheck): WayEffect {
  const sums = way[became]
  return {
    ...way,
    [became]: {
      count: sums.count + 1,
      amount: sums.amount + (amount ?? 0n),
      loss: sums.loss + (loss ?? 0n),
    },
  }
}

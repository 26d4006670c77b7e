import type { LimitChange } from './compare-limits.js'

/** One account under two policies; amounts in the base currency, null where an exchange rate is missing. */
export interface ComparedAccount {
  readonly grade: string
  readonly segmentCode: string
  /** By the changed policy; empty: of no class. */
  readonly classCode: string
  readonly change: LimitChange
  readonly exposure: bigint | null
  readonly before: Side | null
  readonly after: Side | null
}

export interface Side {
  readonly limit: bigint
  readonly loss: bigint
}

/** Sums of one side: limits, expected loss, and by how much exposure stands above its limit. */
export interface SideSums {
  readonly limit: bigint
  readonly loss: bigint
  readonly overLimit: bigint
  readonly accountsOverLimit: number
}

export interface EffectSums {
  readonly accounts: number
  readonly raised: number
  readonly cut: number
  readonly terms: number
  /** Left out of the sums for want of an exchange rate. */
  readonly withoutRate: number
  readonly exposure: bigint
  readonly before: SideSums
  readonly after: SideSums
}

/** What a changed policy does to the book, in all and by grade, segment and customer class. */
export interface BookEffect {
  readonly total: EffectSums
  readonly byGrade: ReadonlyMap<string, EffectSums>
  readonly bySegment: ReadonlyMap<string, EffectSums>
  readonly byClass: ReadonlyMap<string, EffectSums>
}

const noSide: SideSums = { limit: 0n, loss: 0n, overLimit: 0n, accountsOverLimit: 0 }
const nothing: EffectSums = {
  ...{ accounts: 0, raised: 0, cut: 0, terms: 0, withoutRate: 0, exposure: 0n },
  ...{ before: noSide, after: noSide },
}

export const noEffect: BookEffect = {
  total: nothing,
  byGrade: new Map(),
  bySegment: new Map(),
  byClass: new Map(),
}

/** The effect with these accounts added. */
export function addAccounts(effect: BookEffect, accounts: readonly ComparedAccount[]): BookEffect {
  const byGrade = new Map(effect.byGrade)
  const bySegment = new Map(effect.bySegment)
  const byClass = new Map(effect.byClass)
  let { total } = effect
  for (const account of accounts) {
    total = add(total, account)
    byGrade.set(account.grade, add(byGrade.get(account.grade) ?? nothing, account))
    bySegment.set(account.segmentCode, add(bySegment.get(account.segmentCode) ?? nothing, account))
    byClass.set(account.classCode, add(byClass.get(account.classCode) ?? nothing, account))
  }
  return { total, byGrade, bySegment, byClass }
}

function add(sums: EffectSums, account: ComparedAccount): EffectSums {
  const { change, exposure, before, after } = account
  const counted = {
    accounts: sums.accounts + 1,
    raised: sums.raised + (change === 'raised' ? 1 : 0),
    cut: sums.cut + (change === 'cut' ? 1 : 0),
    terms: sums.terms + (change === 'terms' ? 1 : 0),
  }
  if (exposure === null || before === null || after === null) {
    return { ...sums, ...counted, withoutRate: sums.withoutRate + 1 }
  }
  return {
    ...counted,
    withoutRate: sums.withoutRate,
    exposure: sums.exposure + exposure,
    before: addSide(sums.before, before, exposure),
    after: addSide(sums.after, after, exposure),
  }
}

function addSide(sums: SideSums, side: Side, exposure: bigint): SideSums {
  const over = exposure > side.limit ? exposure - side.limit : 0n
  return {
    limit: sums.limit + side.limit,
    loss: sums.loss + side.loss,
    overLimit: sums.overLimit + over,
    accountsOverLimit: sums.accountsOverLimit + (over > 0n ? 1 : 0),
  }
}

import { actsOf, type Principal } from '../../kernel/access.js'
import { daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import { minorDigits, type Currency } from '../../kernel/currency.js'
import { moneyJson } from '../../kernel/money.js'
import type { ClaimJson, ClockCountsJson, ClockJson, GuaranteeJson, TermsJson } from './claim-schemas.js'
import type { ClaimItem } from './claim-item-store.js'
import type { ClaimTerms } from './claim-terms-store.js'
import { decimalOf, reduced, type Fraction } from './domain/fraction.js'
import { waiverReference } from './domain/waiver-number.js'
import type { CalculationLine } from './domain/late-interest.js'
import { clockWindows, type ClockCount, type ListedClock } from './limitation-clock-store.js'
import type { Claim } from './read-claims.js'
import type { GuaranteeClocks } from './read-guarantees.js'

/** What acts on a receivable's claims need; routes and answers read the same table. */
export const claimNeeds = { record: 'claims:write' } as const

const allowedOn = (actor: Principal, on: { ownerUsername: string | null; segmentCode: string }) =>
  actsOf(actor, claimNeeds, { ownerUsername: on.ownerUsername, segmentCodes: [on.segmentCode] })

export function clockJsonOf(clock: ListedClock, today: CalendarDay, actor: Principal): ClockJson {
  const { openMinor, currency, segmentCode, expiresOn } = clock
  const { documentId, itemNo, source, number, customerCode, customerName, ownerUsername } = clock
  return {
    ...{
      documentId,
      itemNo,
      source,
      number,
      customerCode,
      customerName,
      ownerUsername,
      segment: segmentCode,
    },
    ...{
      dueOn: clock.dueOn,
      open: moneyJson(openMinor, currency),
      startsOn: clock.startsOn,
      cause: clock.cause,
    },
    ...{ expiresOn, daysLeft: expiresOn === null ? null : daysBetween(today, expiresOn) },
    ...{ missing: [...clock.missing], allowed: allowedOn(actor, clock) },
  }
}

/** Every window, also one in which nothing ends. */
export function countsJson(counts: readonly ClockCount[]): ClockCountsJson {
  return clockWindows.map((window) => {
    const some = counts.filter((count) => count.window === window)
    return {
      window,
      items: some.reduce((sum, { items }) => sum + items, 0),
      open: some.map(({ openMinor, currency }) => moneyJson(openMinor, currency)),
    }
  })
}

function itemJson(item: ClaimItem) {
  const { documentId, itemNo, source, number, customerCode, customerName, segmentCode, dueOn } = item
  return {
    ...{ documentId, itemNo, source, number, customerCode, customerName, segment: segmentCode, dueOn },
    open: moneyJson(item.openMinor, item.currency),
  }
}

export function claimJsonOf(claim: Claim, until: CalendarDay, actor: Principal): ClaimJson {
  const { item, terms, clock } = claim
  return {
    ...itemJson(item),
    ...{
      documentOn: item.documentOn,
      amount: moneyJson(item.amountMinor, item.currency),
      disputed: item.disputed,
    },
    terms: terms && termsJsonOf(terms),
    interest: interestJson(claim, until),
    limitation: clock && {
      ...{
        startsOn: clock.startsOn,
        cause: clock.cause,
        expiresOn: clock.expiresOn,
        daysLeft: claim.daysLeft,
      },
      events: clock.events.map((event) => ({ ...event })),
    },
    waiverAsked: claim.waiverAsked && {
      number: waiverReference(claim.waiverAsked.number),
      amount: moneyJson(claim.waiverAsked.amountMinor, item.currency),
    },
    missing: [...claim.missing],
    allowed: allowedOn(actor, item),
  }
}

export function interestJson({ item, interest, rules }: Claim, until: CalendarDay): ClaimJson['interest'] {
  if (interest === null) return null
  const { currency } = item
  const common = {
    ...{
      until,
      dayCount: rules.content.dayCount,
      allocation: rules.content.allocation,
      rulesVersion: rules.version,
    },
  }
  if (interest.choice === null) {
    const nothing = moneyJson(0n, currency)
    const { missing, on } = interest.missing
    return {
      ...{
        ...common,
        regime: null,
        missingRate: { kind: missing, on },
        reasons: [],
        warnings: [],
        lines: [],
      },
      ...{ lateDays: 0, accrued: nothing, paid: nothing, waived: nothing, billed: nothing },
      open: nothing,
      openPrincipal: moneyJson(item.openMinor, currency),
    }
  }
  const { choice, result } = interest
  return {
    ...{ ...common, regime: choice.regime, missingRate: null },
    ...{ reasons: [...choice.reasons], warnings: [...choice.warnings], lateDays: result.lateDays },
    lines: result.lines.map((line) => lineJson(line, currency)),
    accrued: moneyJson(result.accruedMinor, currency),
    paid: moneyJson(result.paidInterestMinor, currency),
    waived: moneyJson(result.waivedInterestMinor, currency),
    billed: moneyJson(result.billedInterestMinor, currency),
    open: moneyJson(result.openInterestMinor, currency),
    openPrincipal: moneyJson(result.openPrincipalMinor, currency),
  }
}

/** Six decimals of the unit that people count in, so that no rounding is seen line by line. */
function unitText({ numerator, denominator }: Fraction, currency: Currency): string {
  return decimalOf(reduced(numerator, denominator * 10n ** BigInt(minorDigits(currency))), 6)
}

function lineJson(line: CalculationLine, currency: Currency) {
  const amount = (minor: bigint) => moneyJson(minor, currency)
  if (line.kind === 'interest') {
    const { from, to, days, rate } = line
    return {
      ...{ kind: line.kind, from, to, days, principal: amount(line.principalMinor) },
      ...{
        percent: rate.percent,
        per: rate.per,
        factor: rate.factor,
        interest: unitText(line.interest, currency),
      },
    }
  }
  const { on, reference } = line
  if (line.kind === 'payment')
    return {
      ...{
        kind: line.kind,
        on,
        reference,
        amount: amount(line.amountMinor),
        toFees: amount(line.toFeesMinor),
      },
      ...{ toInterest: amount(line.toInterestMinor), toPrincipal: amount(line.toPrincipalMinor) },
      unused: amount(line.unusedMinor),
    }
  return { kind: line.kind, on, reference, amount: amount(line.amountMinor) }
}

export function termsJsonOf(terms: ClaimTerms): TermsJson {
  const { customerId: _customer, accountId: _account, recordedAt, ...rest } = terms
  return { ...rest, recordedAt: recordedAt.toISOString() }
}

export function guaranteeJsonOf({ guarantee, acts, clocks }: GuaranteeClocks): GuaranteeJson {
  const { id, documentId, guarantor, guarantorCode, mode, contract, signedOn, maxAmount } = guarantee
  const { amountMinor, currency, evidence, recordedBy } = guarantee
  return {
    ...{ id, documentId, guarantor, guarantorCode, mode, contract, signedOn, agreed: guarantee.agreedKind },
    ...{ maxAmount, evidence, recordedBy },
    amount: amountMinor === null || currency === null ? null : moneyJson(amountMinor, currency),
    acts: acts.map((act) => ({
      ...{ id: act.id, documentId: act.documentId, kind: act.kind, on: act.on, evidence: act.evidence },
      recordedBy: act.recordedBy,
    })),
    clocks: clocks.map(({ item, clock }) => ({
      ...{ documentId: item.documentId, itemNo: item.itemNo, number: item.number },
      open: moneyJson(item.openMinor, item.currency),
      ...clock,
    })),
  }
}

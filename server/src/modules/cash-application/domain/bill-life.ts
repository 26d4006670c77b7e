/**
 * Bank acceptance: a bank owes it, commercial acceptance: a company does. Negotiable Instruments Law (票据法) art. 73 ff.,
 * Measures for Commercial Bills of 2022.
 */
export const billKinds = ['bank', 'commercial'] as const
export type BillKind = (typeof billKinds)[number]

export const billStates = [
  'held',
  'presented',
  'discounted',
  'endorsed',
  'paid',
  'dishonoured',
  'withdrawn',
] as const
export type BillState = (typeof billStates)[number]

export const billActs = ['present', 'discount', 'endorse', 'pay', 'dishonour', 'withdraw'] as const
export type BillAct = (typeof billActs)[number]

/** What counts of a bill: where it stands, and whether we can be held liable after passing it on. */
export interface BillStanding {
  readonly state: BillState
  readonly recourse: boolean
}

/**
 * What may be done with a bill in each state, and where it leads. Dishonour may come before maturity too: when the
 * acceptor is bankrupt or has refused (票据法 art. 61). A bill passed on is paid or dishonoured in another's hands.
 */
const transitions: Readonly<Record<BillState, Partial<Readonly<Record<BillAct, BillState>>>>> = {
  held: {
    present: 'presented',
    discount: 'discounted',
    endorse: 'endorsed',
    pay: 'paid',
    dishonour: 'dishonoured',
    withdraw: 'withdrawn',
  },
  presented: { pay: 'paid', dishonour: 'dishonoured' },
  discounted: { pay: 'paid', dishonour: 'dishonoured' },
  endorsed: { pay: 'paid', dishonour: 'dishonoured' },
  paid: {},
  dishonoured: {},
  withdrawn: {},
}

/** The state that an act leads to; undefined when it may not be done. Without recourse nothing comes back to us. */
export function stateAfter({ state, recourse }: BillStanding, act: BillAct): BillState | undefined {
  if (state === 'discounted' && !recourse && act === 'dishonour') return undefined
  return transitions[state][act]
}

/** What may be done with a bill as it stands. */
export function actsFor(standing: BillStanding): BillAct[] {
  return billActs.filter((act) => stateAfter(standing, act) !== undefined)
}

/** Whether the bill counts as exposure to the customer: until it is paid, also in another's hands with recourse to us. */
export function countsAsExposure({ state, recourse }: BillStanding): boolean {
  if (state === 'discounted' || state === 'endorsed') return recourse
  return state === 'held' || state === 'presented'
}

/** Whether the bill stands for a payment of the customer: until it is dishonoured or turns out never to have been. */
export function standsForPayment({ state }: BillStanding): boolean {
  return state !== 'dishonoured' && state !== 'withdrawn'
}

/** What the organisation counts of bills, in basis points of their amount, and how early it is warned. */
export interface BillSettings {
  readonly bankBp: number
  readonly commercialBp: number
  readonly warnDays: number
}

/** A bank's acceptance replaces the customer's debt by that of a bank; a company's does not until it is paid. */
export const standardBillSettings: BillSettings = { bankBp: 0, commercialBp: 10_000, warnDays: 10 }

/** Days after maturity within which a bill is presented for payment (票据法 art. 53). */
export const PRESENTATION_DAYS = 10

import type { BookParams, DemoCustomer } from './book.js'
import { personName } from './person-name.js'
import { type Random, randomFor } from './random.js'
import { REGIONS } from './regions.js'

export interface DemoContact {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly email: string | null
  readonly phone: string
  readonly identityNumber: string | null
}

export interface DemoBankAccount {
  readonly id: string
  readonly holder: string
  readonly bank: string
  readonly currency: string
  readonly number: string
}

const FINANCE_ROLES = ['财务经理', '财务总监', '应付会计', '财务主管']
const BUYING_ROLES = ['采购经理', '采购主管', '供应链经理']
const BANKS = [
  '中国工商银行',
  '中国建设银行',
  '中国农业银行',
  '中国银行',
  '交通银行',
  '招商银行',
  '浦发银行',
  '兴业银行',
]
const FOREIGN_PEOPLE = [
  'A. Brandt',
  'C. Visser',
  'D. Romano',
  'H. Nguyen',
  'K. Nowak',
  'L. Garcia',
  'N. Haddad',
]
const FOREIGN_BANKS = [
  'Nordhafen Bank',
  'Merchant & Harbour Bank',
  'Continental Trade Bank',
  'First Overseas Bank',
]

/**
 * The people that the credit office speaks with at a customer. Nobody real can be reached: mobile numbers begin with
 * 144 (numbers of things, never of people), those abroad are of the range for fiction (202 555 01xx), mail goes to the
 * reserved domain `.example`, and identity numbers break their check digit.
 */
export function contactsOf(params: BookParams, customer: DemoCustomer): readonly DemoContact[] {
  const random = randomFor(params.seed, 'contacts', customer.index)
  const abroad = customer.uscc === undefined
  const domain = `${customer.code.toLowerCase()}.example`
  const person = (name: string, role: string, mailbox: string | null) => ({
    id: inventedId(random),
    name,
    role,
    email: mailbox === null ? null : `${mailbox}@${domain}`,
    phone: abroad ? `+1 202 555 01${digits(random, 2)}` : `144${digits(random, 8)}`,
    identityNumber: null,
  })
  const nameOf = () => (abroad ? random.pick(FOREIGN_PEOPLE) : personName(random))
  const finance = person(nameOf(), abroad ? 'Accounts payable' : random.pick(FINANCE_ROLES), 'finance')
  const buying = person(nameOf(), abroad ? 'Purchasing' : random.pick(BUYING_ROLES), 'purchasing')
  const legal = person(customer.legalRepresentative, abroad ? 'Director' : '法定代表人', null)
  return [
    finance,
    ...(random.chance(80) ? [buying] : []),
    ...(abroad
      ? []
      : random.chance(60)
        ? [{ ...legal, identityNumber: identityNumber(customer, random) }]
        : [legal]),
  ]
}

/** The accounts that a customer pays from; their numbers begin with 99, which no bank gives out. */
export function bankAccountsOf(params: BookParams, customer: DemoCustomer): readonly DemoBankAccount[] {
  const random = randomFor(params.seed, 'bank accounts', customer.index)
  const abroad = customer.uscc === undefined
  const currency = abroad ? (customer.trades[0]?.currency ?? 'USD') : 'CNY'
  const account = () => ({
    id: inventedId(random),
    holder: customer.name,
    bank: abroad
      ? `${random.pick(FOREIGN_BANKS)}, ${customer.city}`
      : `${random.pick(BANKS)}${customer.city}分行`,
    currency,
    number: `99${digits(random, 17)}`,
  })
  return random.chance(25) ? [account(), account()] : [account()]
}

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => String(random.int(0, 9))).join('')

/** The same id whenever the book is made: a UUID of version 8, whose bits are the maker's own. */
function inventedId(random: Random): string {
  const hex = (count: number) => Array.from({ length: count }, () => random.int(0, 15).toString(16)).join('')
  return `${hex(8)}-${hex(4)}-8${hex(3)}-a${hex(3)}-${hex(12)}`
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

/** Shaped like a number of GB 11643-1999 (region, birthday, sequence), with the check digit that follows the right one. */
function identityNumber(customer: DemoCustomer, random: Random): string {
  const region = REGIONS.find(({ city }) => city === customer.city)?.code ?? '110101'
  const month = String(random.int(1, 12)).padStart(2, '0')
  const day = String(random.int(1, 28)).padStart(2, '0')
  const body = `${region}${random.int(1958, 1992)}${month}${day}${digits(random, 3)}`
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (WEIGHTS[place] ?? 0), 0)
  return body + CHECKS.charAt((sum + 1) % CHECKS.length)
}

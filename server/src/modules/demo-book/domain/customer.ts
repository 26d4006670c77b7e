import { addMonths, type CalendarDay, dayNumber } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { Behaviour, BookParams, CompanySize, DemoCustomer, Origin } from './book.js'
import { brandOf, foreignNameOf } from './company-name.js'
import { customerCode, membershipOf, type Membership } from './credit-groups.js'
import { dayOf } from './day-of.js'
import { FOREIGN_TRADE, INDUSTRIES, TRADING, type Industry } from './industries.js'
import { personName } from './person-name.js'
import { itemAt, type Random, randomFor } from './random.js'
import { HOME_REGIONS, REGIONS, type Region } from './regions.js'
import { registrationCode } from './registration-code.js'
import { EXPORT_TERRITORY, SALES_TEAM } from './sales-team.js'
import { tradesOf } from './trade.js'

const CNY = 'CNY' as Currency
const WAN_FEN = 1_000_000n

const BEHAVIOURS: readonly (readonly [Behaviour, number])[] = [
  ['prompt', 35],
  ['slow', 17],
  ['seasonal', 10],
  ['new-customer', 9],
  ['deteriorating', 7],
  ['recovering', 6],
  ['disputing', 5],
  ['many-small-overdue', 5],
  ['sudden-default', 3],
  ['one-large-overdue', 3],
]

const SIZES: readonly (readonly [CompanySize, number])[] = [
  ['micro', 26],
  ['small', 40],
  ['medium', 24],
  ['large', 10],
]

/** Registered capital in ten thousand yuan. */
const CAPITAL_WAN: Readonly<Record<CompanySize, readonly [bigint, bigint]>> = {
  micro: [30n, 300n],
  small: [200n, 1_200n],
  medium: [1_000n, 6_000n],
  large: [5_000n, 60_000n],
}

/** All customers of a book, one after the other: a million of them never stand in memory together. */
export function* generateCustomers(params: BookParams): Iterable<DemoCustomer> {
  for (let index = 0; index < params.customers; index++) yield generateCustomer(params, index)
}

/** The customer with this number; it is the same in a book of any size. */
export function generateCustomer(params: BookParams, index: number): DemoCustomer {
  const random = randomFor(params.seed, 'customer', index)
  const membership = membershipOf(params.seed, index)
  const origin = originOf(random, membership)
  const behaviour = random.weighted(BEHAVIOURS)
  const size = membership?.rank === 0 ? 'large' : random.weighted(SIZES)
  const industry = industryOf(random, origin)
  const region = regionOf(params.seed, random, index, membership)
  const foundedOn = foundingDay(params, random, size, behaviour)
  const registered = capital(random, size)
  const names = nameOf(params.seed, random, { index, origin, size, industry, region, membership })
  const home = origin === 'abroad' ? abroad(random) : region
  return {
    index,
    code: customerCode(index),
    ...names,
    ...(origin === 'abroad'
      ? {}
      : { uscc: registrationCode(params.seed, index, region.code, Number(foundedOn.slice(0, 4))) }),
    industryCode: industry.code,
    industryName: industry.name,
    province: home.province,
    city: home.city,
    size,
    foundedOn,
    registeredCapital: { minor: registered, currency: CNY },
    paidInCapital: {
      minor: (registered * BigInt(random.pick([100, 100, 100, 80, 60, 50, 30]))) / 100n,
      currency: CNY,
    },
    legalRepresentative: origin === 'abroad' ? itemAt(DIRECTORS, random.int(0, 999)) : personName(random),
    ownerUsername: itemAt(SALES_TEAM, origin === 'domestic' ? region.territory : EXPORT_TERRITORY).username,
    ...(membership ? { groupCode: membership.groupCode } : {}),
    behaviour,
    tradingSinceOn: tradingSince(params, random, behaviour),
    trades: tradesOf(random, origin, size, behaviour),
  }
}

const DIRECTORS = [
  'A. Lindqvist',
  'M. Okafor',
  'J. Moreau',
  'S. Keller',
  'T. Yamada',
  'R. Costa',
  'E. Novak',
  'P. Hughes',
]

const COUNTRIES: readonly (readonly [string, string])[] = [
  ['德国', '汉堡'],
  ['荷兰', '鹿特丹'],
  ['美国', '洛杉矶'],
  ['越南', '胡志明市'],
  ['阿联酋', '迪拜'],
  ['波兰', '格但斯克'],
  ['墨西哥', '蒙特雷'],
]

const LEGAL_FORMS = ['GmbH', 'B.V.', 'Inc.', 'Co., Ltd.', 'LLC', 'S.A.', 'Trading Ltd.']

function abroad(random: Random): { province: string; city: string } {
  const [province, city] = random.pick(COUNTRIES)
  return { province, city }
}

function originOf(random: Random, membership: Membership | undefined): Origin {
  if (membership) return 'domestic'
  return random.weighted<Origin>([
    ['domestic', 90],
    ['trading-house', 5],
    ['abroad', 5],
  ])
}

function industryOf(random: Random, origin: Origin): Industry {
  if (origin === 'abroad') return FOREIGN_TRADE
  return origin === 'trading-house' ? TRADING : random.pick(INDUSTRIES)
}

/** Members of a group sit in different cities: five places apart in a list of more than five times six. */
function regionOf(seed: number, random: Random, index: number, membership: Membership | undefined): Region {
  if (!membership)
    return itemAt(
      REGIONS,
      random.chance(55) ? random.int(0, HOME_REGIONS - 1) : random.int(0, REGIONS.length - 1),
    )
  const lead = randomFor(seed, 'group region', membership.leadIndex).int(0, REGIONS.length - 1)
  return itemAt(REGIONS, lead + membership.rank * 5)
}

interface NameParts {
  readonly index: number
  readonly origin: Origin
  readonly size: CompanySize
  readonly industry: Industry
  readonly region: Region
  readonly membership: Membership | undefined
}

function nameOf(seed: number, random: Random, parts: NameParts): { name: string; shortName: string } {
  if (parts.origin === 'abroad') {
    const name = foreignNameOf(seed, parts.index, random.pick(LEGAL_FORMS))
    return { name, shortName: name }
  }
  const brand = parts.membership?.brand ?? brandOf(seed, parts.index)
  const word = random.pick(parts.industry.words)
  const form = legalForm(random, parts.size, parts.membership)
  return { name: `${parts.region.city}${brand}${word}${form}`, shortName: `${brand}${word}` }
}

function legalForm(random: Random, size: CompanySize, membership: Membership | undefined): string {
  if (membership?.rank === 0) return random.chance(60) ? '集团有限公司' : '集团股份有限公司'
  if (size === 'large') return random.pick(['股份有限公司', '集团有限公司', '有限公司'])
  return size === 'medium' && random.chance(15) ? '股份有限公司' : '有限公司'
}

function capital(random: Random, size: CompanySize): bigint {
  const [low, high] = CAPITAL_WAN[size]
  const wan = random.minor(low, high)
  const step = wan > 1_000n ? 100n : 10n
  return (wan / step) * step * WAN_FEN
}

function foundingDay(
  params: BookParams,
  random: Random,
  size: CompanySize,
  behaviour: Behaviour,
): CalendarDay {
  const years = behaviour === 'new-customer' ? random.int(1, 7) : random.int(4, size === 'large' ? 30 : 22)
  return dayOf(dayNumber(params.endOn) - params.months * 30 - years * 365 - random.int(0, 364))
}

function tradingSince(params: BookParams, random: Random, behaviour: Behaviour): CalendarDay {
  const start = addMonths(params.endOn, -params.months)
  const days = dayNumber(params.endOn) - dayNumber(start)
  if (behaviour === 'new-customer')
    return dayOf(dayNumber(params.endOn) - Math.min(days, random.int(25, 150)))
  return random.chance(80)
    ? start
    : dayOf(dayNumber(start) + random.int(1, Math.max(1, Math.floor(days / 2))))
}

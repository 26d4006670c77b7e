import { z } from 'zod'
import { NO_LAST_DAY, acceptedDays, isCalendarDay } from '../../kernel/calendar-day.js'
import { isCurrency } from '../../kernel/currency.js'
import { parseMoney, type Money } from '../../kernel/money.js'

// Control characters, of which PostgreSQL refuses NUL, have no place in names and codes.

const printable = /^[^\u0000-\u001f\u007f]*$/

/** One line of text from outside: trimmed of nothing, no control characters, 1 to `max` characters. */
export function lineOf(max: number): z.ZodString {
  return z.string().min(1).max(max).regex(printable, 'control characters are not allowed')
}

/** A code chosen by the caller: customer, segment, document number. */
export const codeSchema = lineOf(64).regex(/\S/, 'must not be blank')

/** Text that may span lines: a reason, a comment. */
export const reasonSchema = z
  .string()
  .min(1)
  .max(1000)
  .regex(/\S/, 'must not be blank')

  .regex(/^[^\u0000]*$/, 'NUL is not allowed')

export const idSchema = z.uuid()

const { first, last } = acceptedDays

const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected YYYY-MM-DD')
const noSuchDay = {
  message: `no existing day from ${first} to ${last}`,
  params: { zh: `须为 ${first} 至 ${last} 之间存在的日期` },
}

export const daySchema = dayText.refine(isCalendarDay, noSuchDay).transform((text) => text)

/** The last day of something; null where the caller writes the end of time for none. */
export const lastDaySchema = dayText
  .refine((text) => text === NO_LAST_DAY || isCalendarDay(text), noSuchDay)
  .transform((text) => (isCalendarDay(text) ? text : null))

/** An instant with its offset from UTC, on one of the accepted days wherever on earth they are counted. */
export const instantSchema = z.iso.datetime({ offset: true }).refine(isOnAcceptedDay, {
  message: `must lie between ${first} and ${last}`,
  params: { zh: `须在 ${first} 至 ${last} 之间` },
})

function isOnAcceptedDay(text: string): boolean {
  const at = Date.parse(text)
  return at >= Date.parse(`${first}T14:00Z`) && at < Date.parse(`${last}T12:00Z`)
}

export const currencySchema = z
  .string()
  .length(3)
  .refine(isCurrency, 'not an ISO 4217 currency')
  .transform((code) => code)

/** The number of a version or revision, as PostgreSQL's type integer holds it. `first` is 0 where there may be none yet. */
export function versionFrom(first: 0 | 1): z.ZodInt {
  return z.int().min(first).max(2_147_483_647)
}

const faults = {
  malformed: 'expected a decimal string such as "1200.00"',
  too_many_decimals: 'more decimals than the currency has',
  too_large: 'at most 12 digits before the decimal point',
  unknown_currency: 'not an ISO 4217 currency',
} as const

/** Wire money, read into minor units. */
export const moneySchema = z
  .strictObject({
    amount: z.string().max(40).describe('Decimal string with at most the minor digits of the currency'),
    currency: z.string().length(3).describe('ISO 4217 code'),
  })
  .transform((json, context): Money => {
    const parsed = parseMoney(json)
    if (typeof parsed !== 'string') return parsed
    const path = parsed === 'unknown_currency' ? ['currency'] : ['amount']
    context.addIssue({ code: 'custom', message: faults[parsed], path })
    return z.NEVER
  })

/** Money that must be zero or more. */
export const nonNegativeMoneySchema = moneySchema.refine((value) => value.minor >= 0n, {
  message: 'must not be negative',
  path: ['amount'],
})

/** Money that must be more than zero. */
export const positiveMoneySchema = moneySchema.refine((value) => value.minor > 0n, {
  message: 'must be more than zero',
  path: ['amount'],
})

/** Money as answered. */
export const moneyJsonSchema = z.object({ amount: z.string(), currency: z.string() })

export const bilingualSchema = z.object({ zh: z.string(), en: z.string() })

/** Query of a list by cursor: `?limit=` up to 500 and `?cursor=`. */
export const cursorQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(500).optional(),
}

/** Query of a list by page (`page` counts from 1), for tables with page numbers, or by cursor; read by `partOf`. */
export const pageQuery = {
  page: z.coerce.number().int().min(1).max(100_000).optional(),
  pageSize: z.coerce.number().int().min(1).max(500).optional(),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .optional()
    .describe('Instead of pages: how many, default 50'),
  cursor: z.string().max(500).optional().describe('Instead of pages: nextCursor of the answer before'),
}

/** The answer of every list. `total` is given where pages are numbered. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int().optional(),
  })
}

/** A flag in a query string: `true` or `false`. */
export const flagSchema = z.enum(['true', 'false']).transform((text) => text === 'true')

/** RFC 9457 problem details, as answered for a refused item of a bulk request. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
})

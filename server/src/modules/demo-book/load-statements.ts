import { addDays, addMonths, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { randomToken, tokenHash } from '../../platform/crypto/token.js'
import type { Database } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { answerStatement, openStatement } from '../receivables/answer-statement.js'
import type { StatementContent } from '../receivables/domain/statement-content.js'
import { endedMonths } from '../receivables/domain/ended-months.js'
import { requestStatements } from '../receivables/request-statements.js'
import { contentOf } from '../receivables/send-statement.js'
import {
  customersOwing,
  findStatementRequest,
  giveToken,
  listStatementRequests,
} from '../receivables/statement-request-store.js'
import { daysAfter, type MonthEnding } from './month-ending.js'

const MONTHS = 2
const CUSTOMERS = 30
const OWING = 5_000
const VALID_DAYS = 30

/** What customers did with their statements, one after the other. */
const conducts = [
  'confirms',
  'confirms',
  'waits',
  'confirms',
  'disputes',
  'opens',
  'confirms',
  'waits',
] as const

/** Statements of the last two month ends, sent to some customers: most confirm, some dispute a line, some say nothing. */
export async function loadStatements({ db }: Pick<Deps, 'db'>, ending: MonthEnding): Promise<void> {
  for (const asOf of endedMonths(addDays(ending.endOn, -1), MONTHS)) {
    const known = await listStatementRequests(db, { asOf, now: ending.startedAt }, { offset: 0, limit: 1 })
    if (known.length === 0) await sendAll(db, ending, asOf)
  }
}

async function sendAll(db: Database, ending: MonthEnding, asOf: CalendarDay): Promise<void> {
  const owing = await customersOwing(db, OWING)
  const every = Math.max(1, Math.floor(owing.length / CUSTOMERS))
  const customerCodes = owing.filter((_, index) => index % every === 0).map(({ code }) => code)
  const from = addMonths(addDays(asOf, 1), -3)
  const wish = { customerCodes, from, asOf, language: 'zh', validDays: VALID_DAYS } as const
  const at = daysAfter(ending, asOf, 2)
  const { queued } = await db.transaction((tx) => requestStatements(tx, wish, { actor: ending.finance, at }))
  for (const [index, { id }] of queued.entries()) await sendOne(db, ending, { id, index, asOf, at })
}

async function sendOne(
  db: Database,
  ending: MonthEnding,
  {
    id,
    index,
    asOf,
    at,
  }: { readonly id: Id; readonly index: number; readonly asOf: CalendarDay; readonly at: Date },
): Promise<void> {
  const request = await findStatementRequest(db, id)
  if (!request) return
  const content = await contentOf({ db }, request)
  const token = randomToken()
  await db.transaction((tx) => giveToken(tx, id, { tokenHash: tokenHash(token), status: 'sent' }, at))
  const conduct = conducts[index % conducts.length]
  if (conduct === 'waits') return
  const by = { token, address: `198.51.100.${index % 250}`, at: daysAfter(ending, asOf, 3 + (index % 6), 2) }
  await openStatement(db, by)
  if (conduct === 'opens') return
  const disputes = conduct === 'disputes' ? disputesOf(content) : []
  const comment = disputes.length > 0 ? '其余各笔无误。' : null
  const later = { ...by, at: daysAfter(ending, asOf, 3 + (index % 6), 6) }
  await answerStatement(db, later, { by: '财务部', role: '会计', comment, disputes })
}

/** The oldest open item, of which the customer says that it has been paid. */
function disputesOf({ statements }: StatementContent) {
  const [item] = statements.flatMap(({ openItems }) => openItems).filter(({ kind }) => kind === 'receivables')
  return item ? [{ ...item.document, claimed: null, reason: '我方已于上月转账支付，请核对。' }] : []
}

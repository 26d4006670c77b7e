import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import type { Account } from '../customers/account-store.js'
import type { LimitContext, NewLimitLine } from './add-limit-line.js'
import type { AccountInput, Whereabouts } from './put-account.js'

export function openLimitRequest(
  _tx: Tx,
  _where: Whereabouts,
  _account: Account,
  _input: AccountInput,
  _context: LimitContext,
): Promise<string> {
  return Promise.reject(new Refusal('forbidden', { permission: 'limits:write' }))
}

export function requestLine(
  _tx: Tx,
  _where: Whereabouts,
  _line: NewLimitLine,
  _context: LimitContext,
): Promise<string> {
  return Promise.reject(new Refusal('forbidden', { permission: 'limits:write' }))
}

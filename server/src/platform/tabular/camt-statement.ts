import { Refusal } from '../../kernel/errors.js'
import { nodeAt, nodesAt, textAt, type XmlNode } from './camt-tree.js'

/** The columns of a statement as a table, named as the internet banks name them. */
export const camtHeader = [
  ...[
    '交易日期',
    '起息日',
    '贷方发生额',
    '币种',
    '借贷标志',
    '冲正',
    '对方户名',
    '对方账号',
    '附言',
    '用途',
    '摘要',
  ],
  ...['交易流水号', '本方账号', '余额'],
] as const

/** Longest text of one cell of an import. */
const TEXT_MAX = 200
const SCALE = 5

interface Line {
  readonly bookedOn: string
  readonly valueOn: string
  /** Decimal text as the bank states it, without a sign. */
  readonly amount: string
  readonly currency: string
  readonly credit: boolean
  readonly reversal: boolean
  readonly party: string
  readonly partyAccount: string
  readonly text: string
  readonly ref: string
}

/** The rows of all statements of a CAMT.053 document, below `camtHeader`. Refuses statements that do not add up. */
export function camtRows(document: XmlNode): string[][] {
  const statements = nodesAt(document, 'Document', 'BkToCstmrStmt', 'Stmt')
  if (statements.length === 0) throw new Refusal('file_empty')
  const lines = statements.map((statement) => ({
    ...accountOf(statement),
    opening: balanceOf(statement, ['OPBD', 'PRCD']),
    lines: nodesAt(statement, 'Ntry').filter(isBooked).flatMap(linesOf),
    entries: nodesAt(statement, 'Ntry').filter(isBooked),
    closing: balanceOf(statement, ['CLBD']),
  }))
  for (const one of lines) checkSum(one)
  const seen = timesOf(lines.flatMap((one) => one.lines.map(({ ref }) => `${one.account} ${ref}`)))
  return lines.flatMap(({ account, currency, opening, lines: own }) => {
    let balance = opening
    const digits = digitsOf(own)
    return own.map((line) => {
      if (balance !== null) balance += signed(line)
      // A number that the bank uses for several lines tells none of them apart.
      const ref = seen.get(`${account} ${line.ref}`) === 1 ? line.ref : ''
      const [remark = '', purpose = '', summary = ''] = pieces(line.text)
      return [
        ...[line.bookedOn, line.valueOn, line.amount, line.currency || currency, line.credit ? '贷' : '借'],
        ...[line.reversal ? '是' : '否', line.party, line.partyAccount, remark, purpose, summary],
        ...[ref, account, balance === null ? '' : decimalText(balance, digits)],
      ]
    })
  })
}

function accountOf(statement: XmlNode): { account: string; currency: string } {
  const id = nodeAt(statement, 'Acct', 'Id')
  return {
    account: textAt(id, 'IBAN') || textAt(id, 'Othr', 'Id'),
    currency: textAt(statement, 'Acct', 'Ccy'),
  }
}

/** Entries that are expected or for information come again when they are booked. */
function isBooked(entry: XmlNode): boolean {
  const status = textAt(entry, 'Sts', 'Cd') || textAt(entry, 'Sts')
  return status === '' || status === 'BOOK'
}

/** One line of an entry, or one of each of its transactions where they say their amounts and sum to it. */
function linesOf(entry: XmlNode): Line[] {
  const whole = lineOf(entry, undefined)
  const transactions = nodesAt(entry, 'NtryDtls').flatMap((details) => nodesAt(details, 'TxDtls'))
  const [only] = transactions
  if (transactions.length <= 1)
    return [{ ...lineOf(entry, only), amount: whole.amount, currency: whole.currency }]
  const parts = transactions.map((one) => lineOf(entry, one))
  const complete =
    parts.every(({ amount, currency }) => amount !== '' && currency === whole.currency) &&
    parts.reduce((sum, part) => sum + signed(part), 0n) === signed(whole)
  if (!complete) {
    const text = parts.map((part) => part.text).join(' ')
    return [{ ...whole, text: unique([whole.text, text]) }]
  }
  return parts.map((part, index) => ({
    ...part,
    ref: part.ref === whole.ref && whole.ref !== '' ? `${whole.ref}-${index + 1}` : part.ref,
  }))
}

function lineOf(entry: XmlNode, transaction: XmlNode): Line {
  const stated = amountNode(entry, transaction)
  const credit = (textAt(transaction, 'CdtDbtInd') || textAt(entry, 'CdtDbtInd')) === 'CRDT'
  const side = credit ? 'Dbtr' : 'Cdtr'
  const parties = nodeAt(transaction, 'RltdPties')
  const name = (role: string) => textAt(parties, role, 'Nm') || textAt(parties, role, 'Pty', 'Nm')
  const account = nodeAt(parties, `${side}Acct`, 'Id')
  return {
    bookedOn: dayOf(entry, 'BookgDt') || dayOf(entry, 'ValDt'),
    valueOn: dayOf(entry, 'ValDt'),
    ...{ amount: textAt(stated), currency: textAt(stated, '@Ccy'), credit },
    reversal: ['true', '1'].includes(textAt(entry, 'RvslInd')),
    party: name(side) || name(`Ultmt${side}`),
    partyAccount: textAt(account, 'IBAN') || textAt(account, 'Othr', 'Id'),
    text: textOf(entry, transaction),
    ref:
      textAt(transaction, 'Refs', 'AcctSvcrRef') || textAt(entry, 'AcctSvcrRef') || textAt(entry, 'NtryRef'),
  }
}

function amountNode(entry: XmlNode, transaction: XmlNode): XmlNode {
  if (transaction === undefined) return nodeAt(entry, 'Amt')
  return nodeAt(transaction, 'Amt') ?? nodeAt(transaction, 'AmtDtls', 'TxAmt', 'Amt')
}

function dayOf(entry: XmlNode, name: string): string {
  return textAt(entry, name, 'Dt') || textAt(entry, name, 'DtTm').slice(0, 10)
}

/** What the payer wrote, the references it gave, and what the bank says where there is nothing else. */
function textOf(entry: XmlNode, transaction: XmlNode): string {
  const information = nodeAt(transaction, 'RmtInf')
  const free = nodesAt(information, 'Ustrd').map((one) => textAt(one))
  const structured = nodesAt(information, 'Strd').flatMap((one) => [
    ...nodesAt(one, 'RfrdDocInf').map((document) => textAt(document, 'Nb')),
    textAt(one, 'CdtrRefInf', 'Ref'),
    ...nodesAt(one, 'AddtlRmtInf').map((line) => textAt(line)),
  ])
  const endToEnd = textAt(transaction, 'Refs', 'EndToEndId')
  const bank = [textAt(transaction, 'AddtlTxInf'), textAt(entry, 'AddtlNtryInf')]
  const said = [...free, ...structured, endToEnd === 'NOTPROVIDED' ? '' : endToEnd]
  return unique([...said, ...bank])
}

function unique(texts: readonly string[]): string {
  return [...new Set(texts.filter((text) => text !== ''))].join(' ')
}

/** A text in pieces that fit a cell, broken between words where there are any; what is longer than three is left out. */
function pieces(text: string): string[] {
  const result: string[] = []
  let rest = text
  while (rest !== '' && result.length < 3) {
    const space = rest.length <= TEXT_MAX ? -1 : rest.lastIndexOf(' ', TEXT_MAX)
    const end = rest.length <= TEXT_MAX ? rest.length : space > 0 ? space : TEXT_MAX
    result.push(rest.slice(0, end))
    rest = rest.slice(end).trimStart()
  }
  return result
}

function timesOf(texts: readonly string[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1)
  return times
}

/** A balance of one of these kinds, below zero where the account is overdrawn; null where the bank states none. */
function balanceOf(statement: XmlNode, kinds: readonly string[]): bigint | null {
  for (const kind of kinds) {
    const found = nodesAt(statement, 'Bal').find((one) => textAt(one, 'Tp', 'CdOrPrtry', 'Cd') === kind)
    if (found === undefined) continue
    const amount = scaled(textAt(found, 'Amt'))
    return textAt(found, 'CdtDbtInd') === 'DBIT' ? -amount : amount
  }
  return null
}

interface Summed {
  readonly account: string
  readonly opening: bigint | null
  readonly entries: readonly XmlNode[]
  readonly closing: bigint | null
}

/** The opening balance and the entries make the closing balance, or something of the file is missing. */
function checkSum({ account, opening, entries, closing }: Summed): void {
  const whole = entries.map((entry) => lineOf(entry, undefined))
  const moved = whole.reduce((sum, line) => sum + signed(line), 0n)
  if (opening === null || closing === null || opening + moved === closing) return
  const digits = digitsOf(whole)
  const said = { account, opening: decimalText(opening, digits), moved: decimalText(moved, digits) }
  throw new Refusal('file_statement_sum', { ...said, closing: decimalText(closing, digits) })
}

function signed({ amount, credit }: Pick<Line, 'amount' | 'credit'>): bigint {
  return credit ? scaled(amount) : -scaled(amount)
}

/** A decimal text in hundred-thousandths, the finest that the standard knows. */
function scaled(text: string): bigint {
  const match = /^(\d{1,18})(?:\.(\d{0,5}))?$/.exec(text)
  if (!match) throw new Refusal('file_damaged', { detail: `Amt ${text.slice(0, 40)}` })
  return BigInt(`${match[1] ?? '0'}${(match[2] ?? '').padEnd(SCALE, '0')}`)
}

/** Decimals that the amounts of a statement have. */
function digitsOf(lines: readonly Pick<Line, 'amount'>[]): number {
  return Math.max(0, ...lines.map(({ amount }) => amount.split('.')[1]?.length ?? 0))
}

function decimalText(value: bigint, digits: number): string {
  const figures = (value < 0n ? -value : value).toString().padStart(SCALE + 1, '0')
  const fraction = figures.slice(-SCALE).replace(/0+$/, '').padEnd(digits, '0')
  const whole = `${value < 0n ? '-' : ''}${figures.slice(0, -SCALE)}`
  return fraction === '' ? whole : `${whole}.${fraction}`
}

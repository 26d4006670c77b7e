/** What a line of a test statement says; amounts are decimal texts. */
export interface CamtEntry {
  readonly amount: string
  readonly credit: boolean
  readonly ref?: string
  /** Left out: booked. */
  readonly status?: string
  readonly reversal?: boolean
  readonly booked?: string
  /** XML of the transactions. */
  readonly details?: string
  readonly info?: string
}

/** One transaction as version 2 of the standard writes it. */
export function transaction(said: {
  readonly amount?: string
  readonly payer?: string
  readonly account?: string
  readonly text?: readonly string[]
  readonly endToEnd?: string
  readonly ref?: string
}): string {
  const { amount, payer, account, text = [], endToEnd, ref } = said
  return `<TxDtls><Refs>${ref === undefined ? '' : `<AcctSvcrRef>${ref}</AcctSvcrRef>`}${
    endToEnd === undefined ? '' : `<EndToEndId>${endToEnd}</EndToEndId>`
  }</Refs>${
    amount === undefined ? '' : `<AmtDtls><TxAmt><Amt Ccy="CNY">${amount}</Amt></TxAmt></AmtDtls>`
  }<RltdPties>${payer === undefined ? '' : `<Dbtr><Nm>${payer}</Nm></Dbtr>`}${
    account === undefined ? '' : `<DbtrAcct><Id><Othr><Id>${account}</Id></Othr></Id></DbtrAcct>`
  }</RltdPties><RmtInf>${text.map((one) => `<Ustrd>${one}</Ustrd>`).join('')}</RmtInf></TxDtls>`
}

/** One statement of an account; a balance left out is not stated. */
export function statement(said: {
  readonly account: string
  readonly currency?: string
  readonly opening?: string
  readonly closing?: string
  readonly entries: readonly CamtEntry[]
}): string {
  const { account, currency = 'CNY', opening, closing, entries } = said
  const balance = (kind: string, amount: string | undefined) =>
    amount === undefined
      ? ''
      : `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount.replace('-', '')}</Amt><CdtDbtInd>${
          amount.startsWith('-') ? 'DBIT' : 'CRDT'
        }</CdtDbtInd><Dt><Dt>2026-11-03</Dt></Dt></Bal>`
  return `<Stmt><Id>S-${account}</Id><Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>${currency}</Ccy></Acct>${balance(
    'OPBD',
    opening,
  )}${balance('CLBD', closing)}${entries.map((entry) => entryXml(entry, currency)).join('\n')}</Stmt>`
}

function entryXml(entry: CamtEntry, currency: string): string {
  const {
    amount,
    credit,
    ref,
    status = 'BOOK',
    reversal = false,
    booked = '2026-11-03',
    details,
    info,
  } = entry
  return `<Ntry>${ref === undefined ? '' : `<NtryRef>1</NtryRef>`}<Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${
    credit ? 'CRDT' : 'DBIT'
  }</CdtDbtInd>${reversal ? '<RvslInd>true</RvslInd>' : ''}<Sts>${status}</Sts><BookgDt><Dt>${booked}</Dt></BookgDt><ValDt><Dt>2026-11-04</Dt></ValDt>${
    ref === undefined ? '' : `<AcctSvcrRef>${ref}</AcctSvcrRef>`
  }${details === undefined ? '' : `<NtryDtls>${details}</NtryDtls>`}${
    info === undefined ? '' : `<AddtlNtryInf>${info}</AddtlNtryInf>`
  }</Ntry>`
}

/** A CAMT.053 file of statements. */
export function camtFile(statements: readonly string[], version = '02'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr>
${statements.join('\n')}
</BkToCstmrStmt></Document>`
}

import type { MoneyJson } from '../../../kernel/money.js'

interface DocumentName {
  readonly source: string
  readonly type: string
  readonly number: string
}

/** A statement as it was shown to the customer. Stored as it is, so that what was confirmed can be shown for ever. */
export interface StatementContent {
  readonly organisation: string
  readonly customerCode: string
  readonly customerName: string
  readonly from: string
  readonly asOf: string
  readonly statements: readonly {
    readonly currency: string
    readonly opening: MoneyJson
    readonly movements: readonly {
      readonly date: string
      readonly segment: string
      readonly document: DocumentName
      readonly amount: MoneyJson
      readonly balance: MoneyJson
    }[]
    readonly closing: MoneyJson
    readonly openItems: readonly {
      readonly document: DocumentName & { readonly itemNo: number }
      readonly kind: 'receivables' | 'unapplied'
      readonly documentDate: string
      readonly dueDate: string | null
      readonly amount: MoneyJson
      readonly open: MoneyJson
    }[]
  }[]
}

export type StatementOpenItem = StatementContent['statements'][number]['openItems'][number]

/** The open item that a document's number names; the instalment by its own number. */
export function openItemOf(
  content: StatementContent,
  named: { readonly source: string; readonly type: string; readonly number: string; readonly itemNo: number },
): StatementOpenItem | undefined {
  return content.statements
    .flatMap(({ openItems }) => openItems)
    .find(
      ({ document: { source, type, number, itemNo } }) =>
        source === named.source && type === named.type && number === named.number && itemNo === named.itemNo,
    )
}

import type { DocumentLine } from '../../exposure/domain/document.js'
import type { DocumentBody } from './stage.js'

/** Goods that left: the source of invoices. */
export interface Delivery {
  readonly number: string
  readonly day: number
  readonly lines: readonly DocumentLine[]
  readonly order: Order
}

export interface Order {
  readonly number: string
  readonly day: number
  readonly totalMinor: bigint
  /** The one large order whose invoice stays unpaid. */
  readonly unpaid: boolean
}

/** A bill as the settlement sees it: what is due when. */
export interface Bill {
  readonly number: string
  readonly day: number
  readonly amountMinor: bigint
  readonly parts: readonly { readonly dueDay: number; readonly amountMinor: bigint }[]
  readonly orders: readonly Order[]
  /** The invoice as recorded, for its later versions. */
  readonly document: DocumentBody
}

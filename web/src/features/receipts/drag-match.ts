import { useState, type DragEvent } from 'react'

/** What hangs on the pointer: a receipt, or an open instalment of an invoice. */
export interface Dragged {
  readonly kind: 'receipt' | 'item'
  readonly receiptId?: string
  /** Of the instalment, as `keyOf` says it. */
  readonly item?: string
  readonly customerCode: string
  readonly currency: string
  /** What other programs are told. */
  readonly number: string
}

/** An instalment that was dropped on a receipt, or the other way round. `count` tells one drop from the next. */
export interface Wanted {
  readonly receiptId: string
  readonly item: string
  readonly count: number
}

interface Owner {
  readonly customerCode: string
  readonly currency: string
}

export interface DragMatch {
  readonly wanted: Wanted | null
  /** What was dropped is not ticked again when its receipt is opened later. */
  readonly forget: () => void
  readonly source: (what: Dragged) => {
    readonly draggable: true
    readonly onDragStart: (event: DragEvent) => void
    readonly onDragEnd: () => void
  }
  readonly ontoItem: (item: string, owner: Owner) => DropTarget
  readonly ontoReceipt: (receiptId: string, owner: Owner) => DropTarget
}

interface DropTarget {
  readonly 'data-drop'?: 'yes'
  readonly onDragOver?: (event: DragEvent) => void
  readonly onDrop?: (event: DragEvent) => void
}

/**
 * Dragging a receipt onto an invoice and invoices onto a receipt: the instalment is ticked in the form of that receipt,
 * which `open` shows. Nothing is applied before somebody presses the button, as with ticks and keys.
 */
export function useDragMatch(open: (receiptId: string) => void): DragMatch {
  const [dragged, setDragged] = useState<Dragged | null>(null)
  const [wanted, setWanted] = useState<Wanted | null>(null)
  const [count, setCount] = useState(1)
  // Only what is of the same customer and currency.
  const accepts = (onto: Dragged['kind'], { customerCode, currency }: Owner) =>
    dragged !== null &&
    dragged.kind !== onto &&
    dragged.customerCode === customerCode &&
    dragged.currency === currency
  const target = (receiptId: string, item: string): DropTarget => ({
    'data-drop': 'yes',
    onDragOver: (event) => {
      event.preventDefault()
      event.dataTransfer.dropEffect = 'link'
    },
    onDrop: (event) => {
      event.preventDefault()
      setDragged(null)
      setWanted({ receiptId, item, count })
      setCount(count + 1)
      open(receiptId)
    },
  })
  return {
    wanted,
    forget: () => setWanted(null),
    source: (what) => ({
      draggable: true,
      onDragStart: (event) => {
        event.dataTransfer.setData('text/plain', what.number)
        event.dataTransfer.effectAllowed = 'link'
        setDragged(what)
      },
      onDragEnd: () => setDragged(null),
    }),
    ontoItem: (item, owner) =>
      accepts('item', owner) && dragged?.receiptId !== undefined ? target(dragged.receiptId, item) : {},
    ontoReceipt: (receiptId, owner) =>
      accepts('receipt', owner) && dragged?.item !== undefined ? target(receiptId, dragged.item) : {},
  }
}

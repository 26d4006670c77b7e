import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import { totalOf, type DocumentContent, type DocumentKey } from './document.js'

/** What a passed check holds for a document until it is recorded. */
export interface HeldAmount extends DocumentKey {
  readonly id: Id
  readonly accountId: Id
  readonly status: string
  /** Version of the document that was checked; null where that was not kept. */
  readonly version: bigint | null
  /** Amount that was checked; null where that was not kept. */
  readonly coversMinor: bigint | null
  readonly amountMinor: bigint
  readonly currency: string
}

/**
 * The active reservations that a document takes over: the one that was made for it, and the one that it names. A name
 * that is out of date changes nothing about the former, or the document would count beside its own reservation.
 */
export function touchedReservations<Held extends HeldAmount>(
  content: DocumentContent,
  reservations: readonly Held[],
  accountId: Id,
): Held[] {
  const named = content.reservationId
  if (named !== null) {
    const reservation = reservations.find(({ id }) => id === named)
    if (!reservation) throw new Refusal('reservation_not_found', { id: named })
    if (reservation.accountId !== accountId) throw new Refusal('reservation_mismatch', { id: named })
  }
  return reservations.filter(
    (reservation) =>
      reservation.status === 'active' &&
      reservation.accountId === accountId &&
      (reservation.id === named || isFor(reservation, content)),
  )
}

/**
 * What a reservation holds once the document is recorded: nothing, unless it was made for a later version of the order.
 * That version is still to come, and what it asks beyond the recorded one stays held.
 */
export function stillReserved(reservation: HeldAmount, content: DocumentContent): bigint {
  const { version, coversMinor } = reservation
  if (version === null || coversMinor === null) return 0n
  if (!isFor(reservation, content) || version <= content.version) return 0n
  if (content.type !== 'order' || reservation.currency !== content.currency) return reservation.amountMinor
  const recorded = content.status === 'open' ? totalOf(content.lines) : 0n
  return coversMinor > recorded ? coversMinor - recorded : 0n
}

function isFor(reservation: DocumentKey, content: DocumentKey): boolean {
  return (
    reservation.source === content.source &&
    reservation.type === content.type &&
    reservation.number === content.number
  )
}

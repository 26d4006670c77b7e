import type { Tx } from '../../platform/db/types.js'
import { notify } from '../notifications/notify.js'
import { causeTexts } from '../scoring/domain/re-rating/cause-texts.js'
import type { Following, NoteEffect, PlannedMove } from './planned-move.js'

/** Of more at once people are told in one message. */
const TOLD_SINGLY = 20

/** Tells owners and roles of changed grades, as the effects say. */
export async function tellOfMoves(
  tx: Tx,
  planned: readonly PlannedMove[],
  { at }: Following,
  note: NoteEffect,
): Promise<void> {
  const told = planned.filter(
    ({ plan }) => plan !== null && (plan.notifyOwner || plan.notifyRoles.length > 0),
  )
  if (told.length > TOLD_SINGLY) return tellTogether(tx, told, at, note)
  for (const { move, plan, customer } of told) {
    const owner = plan?.notifyOwner && customer.ownerUsername ? [customer.ownerUsername] : []
    const roles = plan?.notifyRoles ?? []
    await notify(tx, {
      kind: 'grade_changed',
      to: { usernames: owner, roles },
      subject: move.id,
      data: {
        ...{ customer: customer.name, code: customer.code, from: move.fromGrade ?? '', to: move.toGrade },
        cause: causeTexts[move.cause.kind],
      },
      link: `/customers/${encodeURIComponent(customer.code)}/rating`,
      about: { ownerUsername: customer.ownerUsername },
      at,
    })
    note(move.id, {
      kind: 'notified',
      count: owner.length + roles.length,
      detail: [...owner, ...roles].join(', '),
    })
  }
}

async function tellTogether(tx: Tx, told: readonly PlannedMove[], at: Date, note: NoteEffect): Promise<void> {
  const roles = [...new Set(told.flatMap(({ plan }) => plan?.notifyRoles ?? []))]
  const count = (pick: (notches: number) => boolean) =>
    String(told.filter(({ move }) => pick(move.notches)).length)
  await notify(tx, {
    kind: 'grades_changed',
    to: { roles },
    subject: told[0]?.move.id ?? '',
    data: { down: count((notches) => notches < 0), up: count((notches) => notches > 0) },
    link: '/rating-moves',
    at,
  })
  for (const { move } of told)
    note(move.id, { kind: 'notified', count: roles.length, detail: roles.join(', ') })
}

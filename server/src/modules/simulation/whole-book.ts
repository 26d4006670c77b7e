import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'

/** What a simulation says is about the whole book: who sees some of the customers does not get it. */
export function wholeBook(actor: Principal): void {
  if (actor.scope !== null) throw new Refusal('forbidden', { permission: 'policy:read' })
}

import type { Permission, Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'

/** Refuses who sees some of the customers only: what is asked for looks at all of them. */
export function wholeBookOnly(actor: Principal, permission: Permission): Principal {
  if (actor.scope !== null) throw new Refusal('forbidden', { permission })
  return actor
}

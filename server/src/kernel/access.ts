/** Everything that a person or a machine may be allowed to do. API key scopes are the same words. */
export const permissions = [
  'customers:read',
  'customers:write',
  'facts:read',
  'facts:write',
  'documents:read',
  'documents:write',
  'checks:create',
  'checks:read',
  'holds:read',
  'holds:release',
  'limits:read',
  'limits:propose',
  'limits:write',
  'receivables:read',
  // Bank statements, and which receipt pays which invoice.
  'receipts:match',
  // The provision matrix, individual assessments and the postings that follow.
  'provisions:write',
  // Late interest, its waiver, and what interrupts a limitation period.
  'claims:write',
  'collections:read',
  // Contacts, promises, disputes and instalment plans.
  'collections:write',
  'strategies:write',
  'ratings:read',
  'ratings:write',
  'models:write',
  'policy:read',
  'policy:write',
  'rules:read',
  'rules:write',
  'flows:read',
  'flows:write',
  'approvals:manage',
  // Confirms that security which an approver asked for is in place.
  'securities:confirm',
  'imports:read',
  'imports:write',
  'insight:read',
  'settings:read',
  'settings:write',
  'users:read',
  'users:write',
  'api-keys:write',
  'webhooks:read',
  'webhooks:write',
  'audit:read',
  // Phones, bank accounts and identity numbers: all of them in clear, or one at a time with a reason.
  'sensitive:read',
  'sensitive:show',
] as const

export type Permission = (typeof permissions)[number]

/**
 * What concerns the whole book: files and messages that mix customers, the trail of all changes, what is set for
 * everybody. Someone whose role is for some customers only does not get these from it.
 */
export const wholeBookPermissions: ReadonlySet<Permission> = new Set<Permission>([
  'models:write',
  'policy:write',
  'rules:write',
  'flows:write',
  'approvals:manage',
  'receipts:match',
  'provisions:write',
  'strategies:write',
  'imports:read',
  'imports:write',
  'settings:write',
  'users:write',
  'api-keys:write',
  'webhooks:read',
  'webhooks:write',
  'audit:read',
  'sensitive:read',
])

/** Some of the customers: those of these owners (usernames), and those with an account in these segments (codes). */
export interface DataScope {
  readonly owners: readonly string[]
  readonly segments: readonly string[]
}

/** What one role gives: permissions, and the customers that they are for (null: all). */
export interface Grant {
  readonly permissions: ReadonlySet<Permission>
  readonly scope: DataScope | null
}

/** Who acts: a signed-in person, a machine with an API key, or the program itself. */
export interface Principal {
  readonly kind: 'user' | 'api-key' | 'system'
  readonly id: string
  /** What audit records show: a username, `key:<name>` or `system`. */
  readonly label: string
  readonly permissions: ReadonlySet<Permission>
  /** Of people: what each role gives. An act is bound to the customers of the roles that allow it: `actingWith`. */
  readonly grants?: readonly Grant[]
  /** The customers that this principal sees and acts for; null: all. The database refuses the others. */
  readonly scope: DataScope | null
  /**
   * The one owner, when the scope is the customers of one owner: lets a query go by its index. It protects nothing;
   * the database does.
   */
  readonly onlyCustomersOf: string | null
  /** True for a key with the scope `*`: the organisation's own automation, not bound by submitter ≠ releaser. */
  readonly allScopes: boolean
}

export const systemPrincipal: Principal = {
  kind: 'system',
  id: 'system',
  label: 'system',
  permissions: new Set(permissions),
  scope: null,
  onlyCustomersOf: null,
  allScopes: true,
}

/** All that several grants show together. */
export function unionOf(scopes: readonly (DataScope | null)[]): DataScope | null {
  const narrow = scopes.filter((scope) => scope !== null)
  if (narrow.length < scopes.length) return null
  const all = (pick: (scope: DataScope) => readonly string[]) => [...new Set(narrow.flatMap(pick))].sort()
  return { owners: all((scope) => scope.owners), segments: all((scope) => scope.segments) }
}

/** The owner of a scope that is the customers of one owner. */
export function onlyOwnerOf(scope: DataScope | null): string | null {
  const [owner, ...others] = scope?.owners ?? []
  return owner !== undefined && others.length === 0 && scope?.segments.length === 0 ? owner : null
}

/** True when a customer with this owner and this account's segment lies inside the scope. */
export function inScope(
  scope: DataScope | null,
  customer: { readonly ownerUsername: string | null; readonly segmentCode?: string | undefined },
): boolean {
  if (scope === null) return true
  const { ownerUsername, segmentCode } = customer
  return (
    (ownerUsername !== null && scope.owners.includes(ownerUsername)) ||
    (segmentCode !== undefined && scope.segments.includes(segmentCode))
  )
}

/**
 * True when this principal may act with `permission` for the customer: of people each role counts for the customers it
 * is for, of machines the permission for all that they see. `segmentCodes` are those of what is acted on; for the
 * customer itself, of all its accounts.
 */
export function mayAct(
  actor: Principal,
  permission: Permission,
  customer: { readonly ownerUsername: string | null; readonly segmentCodes: readonly string[] },
): boolean {
  if (!actor.permissions.has(permission)) return false
  const { grants } = actor
  if (grants === undefined) return true
  const { ownerUsername, segmentCodes } = customer
  const reaches = (scope: DataScope | null) =>
    inScope(scope, { ownerUsername }) ||
    segmentCodes.some((segmentCode) => inScope(scope, { ownerUsername, segmentCode }))
  return grants.some((grant) => grant.permissions.has(permission) && reaches(grant.scope))
}

/** Which permission each act on a kind of resource needs, or of which any one; routes and answers read the same table. */
export type Needs<Act extends string> = Readonly<Record<Act, Permission | readonly Permission[]>>

/**
 * The acts of a table that this principal may do: what the routes would not refuse for who asks, and so the buttons to
 * show. `customer`: whom it concerns, as for `mayAct`; left out for what belongs to no customer.
 */
export function actsOf<Act extends string>(
  actor: Principal,
  needs: Needs<Act>,
  customer?: Parameters<typeof mayAct>[2],
): Act[] {
  const may = (permission: Permission) =>
    customer ? mayAct(actor, permission, customer) : actor.permissions.has(permission)
  return (Object.keys(needs) as Act[]).filter((act) => [needs[act]].flat().some((one) => may(one)))
}

/** The principal as it acts where one of `asked` is needed (`any`: none in particular): for those roles' customers. */
export function actingWith(principal: Principal, asked: readonly Permission[] | 'any'): Principal {
  const { grants = [] } = principal
  const fitting =
    asked === 'any' ? grants : grants.filter(({ permissions: has }) => asked.some((one) => has.has(one)))
  if (fitting.length === 0) return principal
  const scope = unionOf(fitting.map((grant) => grant.scope))
  return { ...principal, scope, onlyCustomersOf: onlyOwnerOf(scope) }
}

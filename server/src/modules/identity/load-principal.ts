import {
  onlyOwnerOf,
  unionOf,
  wholeBookPermissions,
  type DataScope,
  type Grant,
  type Principal,
} from '../../kernel/access.js'
import type { Queryable } from '../../platform/db/types.js'
import { membersOfDepartments, teamOf } from './organisation-chart-store.js'
import { listAssignments, type RoleAssignment } from './role-assignment-store.js'
import { listRoles } from './role-store.js'

interface Who {
  readonly id: string
  readonly username: string
}

/** A person as the author of something, without any rights. */
export function actingUser({ id, username }: Who): Principal {
  const none = { permissions: new Set<never>(), scope: { owners: [], segments: [] }, onlyCustomersOf: null }
  return { kind: 'user', id, label: username, ...none, allScopes: false }
}

/** A person with the rights of all their roles; each role's rights are for the customers of its scope. */
export async function principalOfUser(db: Queryable, who: Who): Promise<Principal> {
  const [roles, assigned] = await Promise.all([listRoles(db), listAssignments(db, [who.id])])
  const permissionsOf = new Map(roles.map((role) => [role.code, role.permissions]))
  const grants = await Promise.all(
    (assigned.get(who.id) ?? []).map(async (assignment): Promise<Grant> => {
      const scope = await scopeOf(db, who, assignment)
      const permissions = permissionsOf.get(assignment.roleCode) ?? []
      const fitting = permissions.filter((one) => scope === null || !wholeBookPermissions.has(one))
      return { permissions: new Set(fitting), scope }
    }),
  )
  const scope = unionOf(grants.map((grant) => grant.scope))
  return {
    ...actingUser(who),
    permissions: new Set(grants.flatMap((grant) => [...grant.permissions])),
    grants,
    scope,
    onlyCustomersOf: onlyOwnerOf(scope),
  }
}

/** Whose customers an assignment is for; a person's own are always among them. */
async function scopeOf(db: Queryable, who: Who, assignment: RoleAssignment): Promise<DataScope | null> {
  const owners = async (people: Promise<{ username: string }[]>): Promise<DataScope> => {
    const names = (await people).map(({ username }) => username)
    return { owners: [...new Set([who.username, ...names])].sort(), segments: [] }
  }
  switch (assignment.scope) {
    case 'all':
      return null
    case 'own':
      return { owners: [who.username], segments: [] }
    case 'team':
      return owners(teamOf(db, who.id))
    case 'department':
      return owners(membersOfDepartments(db, who.id, assignment.departmentId))
    case 'segment':
      return { owners: [who.username], segments: [...assignment.segmentCodes].sort() }
  }
}

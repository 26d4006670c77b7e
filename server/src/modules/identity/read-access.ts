import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import { findDepartmentCode, findDepartmentId } from './department-store.js'
import { listHolders } from './position-store.js'
import { listAssignments, type RoleAssignment } from './role-assignment-store.js'
import { readSecondFactor } from './session-store.js'
import { findUser, findUserById } from './user-store.js'

/** A role of a person with its department by code. */
export interface AssignmentByCode extends Omit<RoleAssignment, 'departmentId'> {
  readonly departmentCode: string | null
}

/** What a person may do, for which customers, and where they stand in the organisation. */
export async function readAccess(db: Queryable, username: string) {
  const user = await findUser(db, username)
  if (!user) throw new Refusal('user_not_found', { username })
  const assigned = (await listAssignments(db, [user.id])).get(user.id) ?? []
  const roles = await Promise.all(
    assigned.map(async ({ departmentId, segmentCodes, ...role }) => ({
      ...role,
      segmentCodes: [...segmentCodes],
      departmentCode: departmentId === null ? null : ((await findDepartmentCode(db, departmentId)) ?? null),
    })),
  )
  const positions = (await listHolders(db, username)).map(({ departmentCode, positionCode, main }) => ({
    ...{ departmentCode, positionCode, main },
  }))
  const manager = user.managerId === null ? undefined : await findUserById(db, user.managerId)
  const secondFactor = await readSecondFactor(db, user.id)
  return { username, roles, positions, managerUsername: manager?.username ?? null, secondFactor }
}

/** Looks the departments of assignments up; refuses an unknown one. */
export async function withDepartmentIds(
  db: Queryable,
  assignments: readonly AssignmentByCode[],
): Promise<RoleAssignment[]> {
  return Promise.all(
    assignments.map(async ({ departmentCode, ...assignment }) => {
      if (departmentCode === null || assignment.scope !== 'department')
        return { ...assignment, departmentId: null }
      const departmentId = await findDepartmentId(db, departmentCode)
      if (departmentId === undefined) throw new Refusal('department_not_found', { code: departmentCode })
      return { ...assignment, departmentId }
    }),
  )
}

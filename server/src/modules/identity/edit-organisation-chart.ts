import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import {
  findDepartmentId,
  isWithin,
  listDepartments,
  lockTree,
  putDepartment,
  type Department,
} from './department-store.js'
import { queuePeopleChanged } from './people-changed.js'
import { deleteDeputy, findDeputy, insertDeputy, type Deputy } from './deputy-store.js'
import { findPerson } from './organisation-chart-store.js'
import {
  listHolders,
  putPosition,
  replaceHeldPositions,
  type HeldPosition,
  type Position,
} from './position-store.js'
import { findUserForUpdate, updateUserRow } from './user-store.js'

/** Inserts or changes a department. Refuses an unknown parent or manager, and a place below itself. */
export async function saveDepartment(
  db: Database,
  actor: Principal,
  department: Department,
  at: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockTree(tx)
    const before = (await listDepartments(tx)).find(({ code }) => code === department.code)
    const own = await findDepartmentId(tx, department.code)
    const parentId = department.parentCode === null ? null : await departmentId(tx, department.parentCode)
    if (own !== undefined && parentId !== null && (await isWithin(tx, own, parentId)))
      throw new Refusal('department_below_itself', { code: department.code })
    const managerId =
      department.managerUsername === null ? null : await personId(tx, department.managerUsername)
    await putDepartment(tx, { ...department, id: own ?? newId(), parentId, managerId }, at)
    const change = { objectType: 'department', objectId: department.code, before, after: department, at }
    await recordAudit(tx, { actor, action: before ? 'department.updated' : 'department.created', ...change })
  })
}

export async function savePosition(
  db: Database,
  actor: Principal,
  position: Position,
  at: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    await putPosition(tx, position, at)
    const change = { objectType: 'position', objectId: position.code, after: position, at }
    await recordAudit(tx, { actor, action: 'position.saved', ...change })
  })
}

/** Says what a person does where, and whom they report to when it is not their department's manager. */
export async function placeUser(
  db: Database,
  actor: Principal,
  username: string,
  place: { readonly positions: readonly HeldPosition[]; readonly managerUsername: string | null },
  at: Date,
): Promise<void> {
  if (place.positions.length > 0 && place.positions.filter(({ main }) => main).length !== 1)
    throw new Refusal('one_main_position')
  await db.transaction(async (tx) => {
    const user = await findUserForUpdate(tx, username)
    if (!user) throw new Refusal('user_not_found', { username })
    if (place.managerUsername === username) throw new Refusal('own_manager')
    const managerId = place.managerUsername === null ? null : await personId(tx, place.managerUsername)
    const before = await listHolders(tx, username)
    const known = await replaceHeldPositions(
      tx,
      user.id,
      place.positions.map((one) => ({ ...one, id: newId() })),
    )
    if (!known) throw new Refusal('position_not_found')
    await updateUserRow(tx, { ...user, managerId }, at)
    const change = { objectType: 'user', objectId: username, before: { positions: before }, after: place, at }
    await recordAudit(tx, { actor, action: 'user.placed', ...change })
  })
}

/** Names who acts for a person. People name their own deputy; for others it takes `users:write`. */
export async function nameDeputy(
  db: Database,
  actor: Principal,
  draft: Omit<Deputy, 'id'>,
  today: CalendarDay,
  at: Date,
): Promise<Deputy> {
  requireOwnOr(actor, draft.username)
  if (draft.endsOn < draft.startsOn || draft.endsOn < today || draft.username === draft.deputyUsername)
    throw new Refusal('deputy_invalid')
  return db.transaction(async (tx) => {
    const deputy = { ...draft, id: newId() }
    const userId = await personId(tx, draft.username)
    await insertDeputy(
      tx,
      { ...deputy, userId, deputyUserId: await personId(tx, draft.deputyUsername) },
      actor.label,
      at,
    )
    await queuePeopleChanged(tx)
    const change = { objectType: 'user', objectId: draft.username, after: draft, at }
    await recordAudit(tx, { actor, action: 'deputy.named', ...change })
    return deputy
  })
}

export async function removeDeputy(db: Database, actor: Principal, id: string, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await findDeputy(tx, id)
    if (!before) throw new Refusal('deputy_not_found')
    requireOwnOr(actor, before.username)
    await deleteDeputy(tx, id)
    await queuePeopleChanged(tx)
    await recordAudit(tx, {
      actor,
      action: 'deputy.removed',
      objectType: 'user',
      objectId: before.username,
      before,
      at,
    })
  })
}

function requireOwnOr(actor: Principal, username: string): void {
  const own = actor.kind === 'user' && actor.label === username
  if (!own && !actor.permissions.has('users:write'))
    throw new Refusal('forbidden', { permission: 'users:write' })
}

async function departmentId(tx: Tx, code: string): Promise<string> {
  const id = await findDepartmentId(tx, code)
  if (id === undefined) throw new Refusal('department_not_found', { code })
  return id
}

async function personId(tx: Tx, username: string): Promise<string> {
  const person = await findPerson(tx, username)
  if (!person) throw new Refusal('user_not_found', { username })
  return person.id
}

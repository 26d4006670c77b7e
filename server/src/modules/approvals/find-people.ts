import type { Permission } from '../../kernel/access.js'
import { unreachable } from '../../kernel/errors.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Queryable } from '../../platform/db/types.js'
import { authorityOf, listAuthorities } from '../identity/authority-store.js'
import { reaches, reachesUnlimited } from '../identity/domain/authority.js'
import {
  departmentOf,
  deputiesOf,
  findPerson,
  managerChain,
  usersInPosition,
  usersWithRole,
  type Person,
} from '../identity/organisation-chart-store.js'
import { listRoles } from '../identity/role-store.js'
import { successorOf } from '../identity/whereabouts-store.js'
import { principalOfUser } from '../identity/load-principal.js'
import type { CaseRecord, NewRequest } from './case-record.js'
import type { Candidate, CaseState, Visit } from './domain/case-state.js'
import { isBarred, type Found } from './domain/eligible.js'
import type { ApproverSpec } from './domain/flow.js'
import { nodeOf, type FlowGraph } from './domain/flow-graph.js'
import { mayConfirm } from './may-confirm.js'
import { subjectOf, type Approvals } from './subject.js'

/** What finding people depends on. */
export interface Asked extends Pick<
  NewRequest,
  'subject' | 'ownerUsername' | 'segmentCode' | 'amount' | 'overLimitBp' | 'days'
> {
  readonly submitter: string
}

export interface PeopleContext {
  readonly approvals: Approvals
  readonly today: CalendarDay
}

/** The people of a node that waits for them, or those to whom its decision is escalated. */
export async function findForVisit(
  db: Queryable,
  graph: FlowGraph,
  asked: Asked,
  visit: Visit,
  context: PeopleContext,
): Promise<Found> {
  const node = nodeOf(graph, visit.nodeId)
  if (node.kind !== 'approve') throw new Error(`${node.id} takes no people`)
  const escalateTo = node.timeLimit?.escalateTo
  if (visit.needs === 'escalation') {
    const specs = escalateTo ? [escalateTo] : []
    return { stages: await stagesOf(db, asked, specs, context), fallback: [] }
  }
  const stages = await stagesOf(db, asked, node.approvers, context)
  const fallback = (await stagesOf(db, asked, [graph.flow.fallback], context)).flat()
  return { stages, fallback }
}

/** Usernames of everybody whom these specs name: for copies. */
export async function usernamesOf(
  db: Queryable,
  asked: Asked,
  specs: readonly ApproverSpec[],
  context: PeopleContext,
): Promise<string[]> {
  const stages = await stagesOf(db, asked, specs, context)
  return [...new Set(stages.flat().map(({ username }) => username))]
}

/** Levels of candidates. Deputies stand in for those who are absent today. */
async function stagesOf(
  db: Queryable,
  asked: Asked,
  specs: readonly ApproverSpec[],
  context: PeopleContext,
): Promise<Candidate[][]> {
  const [first] = specs
  if (first?.kind === 'managerChain' || first?.kind === 'authority') {
    const chain = await chainOf(db, asked)
    const levels =
      first.kind === 'managerChain'
        ? chain.slice(0, first.levels).map((person) => [person])
        : await climb(db, asked, chain, context)
    return Promise.all(levels.map((people) => withDeputies(db, people, context.today)))
  }
  const people: Person[] = []
  for (const spec of specs) people.push(...(await peopleOf(db, asked, spec)))
  return [await withDeputies(db, people, context.today)]
}

async function peopleOf(db: Queryable, asked: Asked, spec: ApproverSpec): Promise<readonly Person[]> {
  switch (spec.kind) {
    case 'role':
      return usersWithRole(db, spec.role)
    case 'position': {
      const submitter = await findPerson(db, asked.submitter)
      const department = submitter ? await departmentOf(db, submitter.id) : null
      const near = department === null ? [] : await usersInPosition(db, spec.position, department)
      return near.length > 0 ? near : usersInPosition(db, spec.position)
    }
    case 'named': {
      const found = await Promise.all(spec.usernames.map((username) => personOrHeir(db, username)))
      return found.filter((person) => person !== undefined)
    }
    case 'ownerManager': {
      const owner = asked.ownerUsername === null ? undefined : await findPerson(db, asked.ownerUsername)
      return owner ? (await managerChain(db, owner.id)).slice(0, 1) : []
    }
    case 'managerChain':
    case 'authority':
      return chainOf(db, asked)
    default:
      return unreachable(spec)
  }
}

/** The active user of a username; of somebody who has left whoever was named to take over. */
async function personOrHeir(db: Queryable, username: string): Promise<Person | undefined> {
  const person = await findPerson(db, username)
  if (person) return person
  const successor = await successorOf(db, username)
  return successor === null ? undefined : findPerson(db, successor)
}

/** Managers of whoever asked; of the customer's owner when a machine asked. */
async function chainOf(db: Queryable, { submitter, ownerUsername }: Asked): Promise<Person[]> {
  const person =
    (await findPerson(db, submitter)) ??
    (ownerUsername === null ? undefined : await findPerson(db, ownerUsername))
  return person ? managerChain(db, person.id) : []
}

/** The managers up to the first whose authority covers the request, then everybody whose authority does. */
async function climb(
  db: Queryable,
  asked: Asked,
  chain: readonly Person[],
  context: PeopleContext,
): Promise<Person[][]> {
  const levels: Person[][] = []
  for (const person of chain) {
    levels.push([person])
    if (await covers(db, asked, person, context)) break
  }
  const covering: Person[] = []
  for (const person of await holdersOf(db, asked, context)) {
    if (await covers(db, asked, person, context)) covering.push(person)
  }
  return [...levels, covering]
}

async function holdersOf(db: Queryable, asked: Asked, { approvals }: PeopleContext): Promise<Person[]> {
  const { authority: kind, permissionWhenUnsaid } = subjectOf(approvals, asked.subject)
  const said = (await listAuthorities(db)).filter((entry) => entry.kind === kind)
  if (said.length === 0 && permissionWhenUnsaid !== null) return usersWithPermission(db, permissionWhenUnsaid)
  const entries = said.filter(({ segmentCode }) => segmentCode === null || segmentCode === asked.segmentCode)
  const usernames = new Set(entries.flatMap(({ username }) => (username === null ? [] : [username])))
  const roles = new Set(entries.flatMap(({ roleCode }) => (roleCode === null ? [] : [roleCode])))
  const people = new Map<string, Person>()
  for (const role of roles)
    for (const person of await usersWithRole(db, role)) people.set(person.username, person)
  for (const username of usernames) {
    const person = await findPerson(db, username)
    if (person) people.set(username, person)
  }
  return [...people.values()].sort((a, b) => (a.username < b.username ? -1 : 1))
}

async function usersWithPermission(db: Queryable, permission: Permission): Promise<Person[]> {
  const people = new Map<string, Person>()
  for (const role of await listRoles(db)) {
    if (!role.permissions.includes(permission)) continue
    for (const person of await usersWithRole(db, role.code)) people.set(person.username, person)
  }
  return [...people.values()].sort((a, b) => (a.username < b.username ? -1 : 1))
}

/** Those who may confirm security that a case waits for, as the action itself would allow it. */
export async function confirmersOf(db: Queryable, record: CaseRecord): Promise<string[]> {
  const names: string[] = []
  for (const person of await usersWithPermission(db, 'securities:confirm')) {
    const { username } = person
    if (isBarred(record.state, username) || username === record.state.owner) continue
    if (mayConfirm(await principalOfUser(db, person), record)) names.push(username)
  }
  return names
}

/**
 * Whether a person's own authority reaches the request, today. Where the authority table says nothing of such requests
 * yet, the permission to decide them does, as it does for who decides alone.
 */
export async function covers(
  db: Queryable,
  asked: Asked,
  person: Person,
  { approvals, today }: PeopleContext,
): Promise<boolean> {
  const { authority: kind, permissionWhenUnsaid } = subjectOf(approvals, asked.subject)
  if (permissionWhenUnsaid !== null && !(await listAuthorities(db)).some((entry) => entry.kind === kind)) {
    const holders = await usersWithPermission(db, permissionWhenUnsaid)
    return holders.some(({ id }) => id === person.id)
  }
  const authorities = await authorityOf(db, person.id, { kind, segment: asked.segmentCode, on: today })
  if (!asked.amount)
    return asked.overLimitBp === null
      ? authorities.length > 0
      : reachesUnlimited(authorities, asked.overLimitBp)
  const needed = {
    amount: asked.amount,
    overLimitBp: asked.overLimitBp ?? undefined,
    days: asked.days ?? undefined,
  }
  return reaches(authorities, needed, await approvals.converter(db, asked.amount, today))
}

/** The same for a username, which stands for nobody when the person has left. */
export async function usernameCovers(
  db: Queryable,
  asked: Asked,
  username: string,
  context: PeopleContext,
): Promise<boolean> {
  const person = await findPerson(db, username)
  return person !== undefined && covers(db, asked, person, context)
}

async function withDeputies(
  db: Queryable,
  people: readonly Person[],
  today: CalendarDay,
): Promise<Candidate[]> {
  return Promise.all(
    people.map(async (person): Promise<Candidate> => {
      const [deputy] = await deputiesOf(db, person.id, today)
      return deputy
        ? { username: deputy.username, onBehalfOf: person.username }
        : { username: person.username, onBehalfOf: null }
    }),
  )
}

/** What finding people depends on, of a stored case. */
export function askedOf(
  record: Omit<Asked, 'submitter'> & { readonly state: Pick<CaseState, 'submitter'> },
): Asked {
  return { ...record, submitter: record.state.submitter }
}

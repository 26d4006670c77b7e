import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { systemPrincipal } from '../../kernel/access.js'
import { newId } from '../../platform/new-id.js'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { putAuthority, authorityOf, type NewAuthority } from './authority-store.js'
import { addUser } from './create-user.js'
import { reaches } from './domain/authority.js'
import { principalOfUser } from './load-principal.js'
import {
  deputiesOf,
  managerChain,
  membersOfDepartments,
  teamOf,
  usersInPosition,
  usersWithRole,
} from './organisation-chart-store.js'
import { isIncompatible } from './incompatible-role-store.js'
import { replaceAssignments } from './role-assignment-store.js'

const at = new Date('2026-11-21T02:00:00Z')
const day = (text: string) => text as CalendarDay
const CNY = 'CNY' as Currency

describe('the organisation chart', () => {
  let test: TestDatabase
  const ids: Record<string, string> = {}
  const department: Record<string, string> = {}

  const names = (people: readonly { username: string }[]) => people.map(({ username }) => username)
  const idOf = (username: string) => ids[username] ?? ''

  beforeAll(async () => {
    test = await createTestDatabase()
    const roles = {
      boss: 'viewer',
      head: 'sales',
      lead: 'sales',
      zhang: 'sales',
      li: 'sales',
      left: 'viewer',
    }
    await test.db.transaction(async (tx) => {
      for (const [username, role] of Object.entries(roles)) {
        const draft = {
          username,
          displayName: username,
          role,
          locale: 'zh-CN',
          releaseAuthority: null,
        } as const
        ids[username] = (await addUser(tx, systemPrincipal, draft, 'x', at)).id
      }
    })
    for (const name of ['group', 'sales', 'east']) department[name] = newId()
    await test.pool.query(
      `INSERT INTO department (id, code, name, kind, parent_id, manager_user_id, created_at, updated_at) VALUES
        ($1, 'group', '集团', 'legal-entity', NULL, $4, now(), now()),
        ($2, 'sales', '销售部', 'department', $1, $5, now(), now()),
        ($3, 'east', '华东', 'department', $2, $6, now(), now())`,
      [department['group'], department['sales'], department['east'], ids['boss'], ids['head'], ids['lead']],
    )
    await test.pool.query(`INSERT INTO position (code, name, created_at, updated_at) VALUES
      ('seller', '业务员', now(), now()), ('director', '总监', now(), now())`)
    const places = [
      ['head', 'sales', 'director'],
      ['lead', 'east', 'seller'],
      ['zhang', 'east', 'seller'],
      ['li', 'east', 'seller'],
    ]
    for (const [user = '', place = '', position] of places)
      await test.pool.query(
        'INSERT INTO position_holder (id, user_id, department_id, position_code, main) VALUES ($1, $2, $3, $4, true)',
        [newId(), ids[user], department[place], position],
      )
  })
  afterAll(() => test.drop())

  it('leads from a person over the managers of the departments to the top; who manages a department reports above it', async () => {
    expect(names(await managerChain(test.db, idOf('zhang')))).toEqual(['lead', 'head', 'boss'])
    expect(names(await managerChain(test.db, idOf('lead')))).toEqual(['head', 'boss'])
    expect(names(await managerChain(test.db, idOf('boss')))).toEqual([])
  })

  it('prefers the manager named for a person, passes over those who have left, and ends in a circle', async () => {
    const name = (user: string, manager: string | null) =>
      test.pool.query('UPDATE app_user SET manager_user_id = $2 WHERE id = $1', [ids[user], manager])
    await name('li', idOf('left'))
    await name('left', idOf('boss'))
    await test.pool.query('UPDATE app_user SET active = false WHERE id = $1', [ids['left']])
    expect(names(await managerChain(test.db, idOf('li')))).toEqual(['boss'])
    await name('boss', idOf('li'))
    expect(names(await managerChain(test.db, idOf('li')))).toEqual(['boss'])
    await name('boss', null)
    await name('li', null)
  })

  it('knows the team below a person, and the members of a department with those below it', async () => {
    expect(names(await teamOf(test.db, idOf('lead')))).toEqual(['lead', 'li', 'zhang'])
    expect(names(await membersOfDepartments(test.db, idOf('head'), null))).toEqual([
      'head',
      'lead',
      'li',
      'zhang',
    ])
    expect(names(await membersOfDepartments(test.db, idOf('head'), department['east'] ?? null))).toEqual([
      'lead',
      'li',
      'zhang',
    ])
  })

  it('finds a position in the department, else in the nearest above that has one', async () => {
    expect(names(await usersInPosition(test.db, 'seller', department['east'] ?? null))).toEqual([
      'lead',
      'li',
      'zhang',
    ])
    expect(names(await usersInPosition(test.db, 'director', department['east'] ?? null))).toEqual(['head'])
    expect(names(await usersInPosition(test.db, 'seller', department['group'] ?? null))).toEqual([])
    expect(names(await usersInPosition(test.db, 'director'))).toEqual(['head'])
  })

  it('tells who has a role and who is the deputy on a day, both ends included', async () => {
    expect(names(await usersWithRole(test.db, 'sales'))).toEqual(['head', 'lead', 'li', 'zhang'])
    await test.pool.query(
      `INSERT INTO deputy (id, user_id, deputy_user_id, starts_on, ends_on, created_by, created_at)
       VALUES ($1, $2, $3, '2026-11-21', '2026-11-23', 'boss', now())`,
      [newId(), ids['lead'], ids['zhang']],
    )
    const on = async (text: string) => names(await deputiesOf(test.db, idOf('lead'), day(text)))
    expect([
      await on('2026-11-20'),
      await on('2026-11-21'),
      await on('2026-11-23'),
      await on('2026-11-24'),
    ]).toEqual([[], ['zhang'], ['zhang'], []])
  })

  it('names the pair and the reason of roles that exclude each other', async () => {
    expect(await isIncompatible(test.db, ['viewer', 'sales'])).toEqual([])
    expect(await isIncompatible(test.db, ['sales', 'viewer', 'credit-manager'])).toMatchObject([
      { roleA: 'credit-manager', roleB: 'sales' },
    ])
  })

  it('gives the customers of the team, of the department or of everybody, each for its own permissions', async () => {
    const main = { departmentId: null, segmentCodes: [], main: true } as const
    const scopeOf = async (user: string) =>
      (await principalOfUser(test.db, { id: idOf(user), username: user })).scope
    expect(await scopeOf('lead')).toEqual({ owners: ['lead'], segments: [] })
    await test.db.transaction((tx) =>
      replaceAssignments(tx, idOf('lead'), [{ ...main, roleCode: 'sales', scope: 'team' }]),
    )
    expect(await scopeOf('lead')).toEqual({ owners: ['lead', 'li', 'zhang'], segments: [] })
    await test.db.transaction((tx) =>
      replaceAssignments(tx, idOf('lead'), [{ ...main, roleCode: 'admin', scope: 'department' }]),
    )
    const principal = await principalOfUser(test.db, { id: idOf('lead'), username: 'lead' })
    expect(principal.permissions.has('holds:release')).toBe(true)
    expect(principal.permissions.has('audit:read'), 'concerns the whole book').toBe(false)
  })

  describe('authority', () => {
    const entry = (part: Partial<NewAuthority>): NewAuthority => ({
      id: newId(),
      userId: null,
      roleCode: null,
      kind: 'limit-change',
      segmentCode: null,
      amount: { minor: 100_00n, currency: CNY },
      overLimitBp: null,
      daysMax: null,
      validFrom: null,
      validUntil: null,
      ...part,
    })
    const put = (part: Partial<NewAuthority>) =>
      test.db.transaction((tx) => putAuthority(tx, entry(part), 'admin', at))
    const minorsOf = async (user: string, segment: string | null, on = '2026-11-21') =>
      (await authorityOf(test.db, idOf(user), { kind: 'limit-change', segment, on: day(on) }))
        .map(({ amount }) => (amount === 'unlimited' ? -1n : amount.minor))
        .sort((a, b) => Number(a - b))

    it('comes from the role unless the person has their own, per segment and within its days', async () => {
      await put({ roleCode: 'sales' })
      await put({ roleCode: 'sales', segmentCode: 'CN01', amount: { minor: 500_00n, currency: CNY } })
      await put({
        userId: idOf('li'),
        amount: { minor: 1_00n, currency: CNY },
        validUntil: day('2026-11-30'),
      })
      expect(await minorsOf('zhang', null)).toEqual([100_00n])
      expect(await minorsOf('zhang', 'CN01')).toEqual([100_00n, 500_00n])
      expect(await minorsOf('li', 'CN01')).toEqual([1_00n])
      expect(await minorsOf('li', 'CN02', '2026-12-01')).toEqual([100_00n])
      expect(await minorsOf('left', 'CN01'), 'who has left decides nothing').toEqual([])
    })

    it('is given once for one thing', async () => {
      await expect(put({ roleCode: 'sales' })).rejects.toThrow('authority_once')
    })

    it('reaches only when one row covers amount, share over the limit and days together', () => {
      const small = {
        amount: { minor: 10n, currency: CNY },
        overLimitBp: null,
        daysMax: null,
        validUntil: null,
      }
      const short = { amount: 'unlimited', overLimitBp: 500, daysMax: 7, validUntil: null } as const
      const need = (minor: bigint, days: number, overLimitBp = 0) =>
        reaches([small, short], { amount: { minor, currency: CNY }, days, overLimitBp })
      expect([need(10n, 90), need(11n, 7), need(11n, 8), need(11n, 7, 501)]).toEqual([
        true,
        true,
        false,
        false,
      ])
      expect(reaches([small], { amount: { minor: 1n, currency: 'USD' as Currency } })).toBe(false)
    })
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { newId } from '../../platform/new-id.js'

const CNY = 'CNY'

describe('roles and the organisation chart over the API', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp()
    for (const username of ['boss', 'head', 'zhang', 'li']) await api.signIn('sales', { username })
  })
  afterAll(() => api.close())

  const put = (url: string, body: object) => api.request('PUT', `/api/v1/${url}`, { body })
  const role = (roleCode: string, scope: string, main: boolean, more: object = {}) => ({
    roleCode,
    scope,
    main,
    ...more,
  })

  it('keeps built-in roles as they are and lets a copy be edited, held and not removed while held', async () => {
    expect((await put('roles/finance', { permissions: [] })).body.code).toBe('role_built_in')
    const copy = { code: 'auditor', name: { zh: '审计', en: 'Auditor' }, permissions: ['audit:read'] }
    expect((await api.request('POST', '/api/v1/roles', { body: copy })).status).toBe(201)
    expect((await api.request('POST', '/api/v1/roles', { body: copy })).body.code).toBe('role_exists')
    await put('users/li/roles', { roles: [role('sales', 'own', true), role('auditor', 'all', false)] })
    const removal = await api.request('DELETE', '/api/v1/roles/auditor')
    expect(removal.body.code).toBe('role_in_use')
    const list = await api.request('GET', '/api/v1/roles')
    expect(list.body.items).toContainEqual(
      expect.objectContaining({ code: 'auditor', holders: 1, builtIn: false }),
    )
  })

  it('refuses to put into a role what one may not do oneself', async () => {
    const as = await api.keyWith('users:read', 'users:write')
    const body = { code: 'strong', name: { zh: '强', en: 'Strong' }, permissions: ['holds:release'] }
    expect((await api.request('POST', '/api/v1/roles', { as, body })).body.code).toBe('role_exceeds_own')
  })

  it('refuses roles that exclude each other, and pairs that somebody holds', async () => {
    const roles = [role('sales', 'own', true), role('credit-manager', 'all', false)]
    const refused = await put('users/zhang/roles', { roles })
    expect(refused).toMatchObject({ status: 409, body: { code: 'roles_incompatible' } })
    expect(refused.body.detail).toContain('放行')
    const pair = { roleA: 'sales', roleB: 'auditor', reason: 'test' }
    expect((await put('incompatible-roles', { items: [pair] })).body.code).toBe('roles_held_together')
    expect((await api.request('GET', '/api/v1/incompatible-roles')).body.items).toHaveLength(3)
  })

  it('gives a salesperson the customers of the department when the role says so, for that role only', async () => {
    await put('departments/HQ', { name: '总部', kind: 'legal-entity' })
    await put('departments/EAST', {
      name: '华东',
      kind: 'department',
      parentCode: 'HQ',
      managerUsername: 'head',
    })
    await put('positions/seller', { name: '业务员' })
    for (const username of ['head', 'zhang'])
      await put(`users/${username}/positions`, {
        positions: [{ departmentCode: 'EAST', positionCode: 'seller', main: true }],
      })
    for (const [code, ownerUsername] of [
      ['D1', 'zhang'],
      ['D2', 'li'],
    ])
      await put(`customers/${code}`, { name: `客户 ${code}`, ownerUsername })
    await put('users/head/roles', { roles: [role('sales', 'department', true, { departmentCode: 'EAST' })] })
    const body = { username: 'head', password: 'correct horse battery' }
    const session = await api.request('POST', '/api/v1/session', { as: null, body })
    const cookie = /^[^;]+/.exec(String(session.headers['set-cookie']))?.[0] ?? ''
    const list = await api.request('GET', '/api/v1/customers', { as: { cookie } })
    const found = list.body.items as { code: string }[]
    expect(found.map(({ code }) => code)).toEqual(['D1'])
    expect((await api.request('GET', '/api/v1/customers/D2', { as: { cookie } })).status).toBe(404)
  })

  it('refuses a department below itself and a person without one main position', async () => {
    const circle = await put('departments/HQ', { name: '总部', kind: 'legal-entity', parentCode: 'EAST' })
    expect(circle.body.code).toBe('department_below_itself')
    const positions = [{ departmentCode: 'EAST', positionCode: 'seller', main: false }]
    expect((await put('users/li/positions', { positions })).body.code).toBe('one_main_position')
  })

  it('lets people name their own deputy and nobody else’s', async () => {
    const zhang = await api.signIn('viewer', { username: 'wu' })
    const draft = { deputyUsername: 'li', startsOn: '2026-11-21', endsOn: '2026-11-25' }
    const name = (username: string) =>
      api.request('POST', '/api/v1/deputies', { as: zhang, body: { username, ...draft } })
    expect((await name('wu')).status).toBe(201)
    expect((await name('head')).body.code).toBe('forbidden')
    const own = await api.request('GET', '/api/v1/deputies', { as: zhang })
    expect(own.body.items).toMatchObject([{ username: 'wu', deputyUsername: 'li' }])
  })

  it('gives authority to a role or a person, never to oneself, and once', async () => {
    const entry = {
      roleCode: 'viewer',
      kind: 'hold-release',
      amount: { amount: '5000.00', currency: CNY },
      daysMax: 7,
    }
    expect((await put(`authorities/${newId()}`, entry)).status).toBe(200)
    expect((await put(`authorities/${newId()}`, entry)).body.code).toBe('authority_exists')
    const admin = await api.signIn('admin', { username: 'root' })
    const own = { username: 'root', kind: 'hold-release', amount: 'unlimited' }
    const refused = await api.request('PUT', `/api/v1/authorities/${newId()}`, { as: admin, body: own })
    expect(refused.body.code).toBe('authority_own')
  })

  it('hands everything of a leaver to the successor in one act', async () => {
    expect((await api.request('GET', '/api/v1/users/zhang/open-work')).body).toMatchObject({ customers: 1 })
    const done = await api.request('POST', '/api/v1/users/zhang/hand-over', { body: { to: 'li' } })
    expect(done).toMatchObject({ status: 200, body: { customers: 1 } })
    expect((await api.request('GET', '/api/v1/customers/D1')).body.ownerUsername).toBe('li')
    const told = await api.database.pool.query(`
      SELECT u.username, n.data FROM notification n JOIN app_user u ON u.id = n.user_id WHERE n.kind = 'work_handed_over'`)
    expect(told.rows).toMatchObject([{ username: 'li', data: { customers: '1', holds: '0' } }])
    expect((await api.request('GET', '/api/v1/users/zhang')).body.active).toBe(false)
    const last = await api.request('POST', '/api/v1/users/root/hand-over', { body: { to: 'li' } })
    expect(last.body.code).toBe('last_admin')
  })
})

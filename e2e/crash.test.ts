import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmbeddedPostgres } from '../server/src/platform/embedded-postgres/embedded-postgres.js'
import { createLogger } from '../server/src/platform/log.js'
import { killPostgres, startProgram, temporaryDataDir, type Program } from './program.js'

let homes: ReturnType<typeof temporaryDataDir>[]
let endings: (() => Promise<unknown>)[]

beforeEach(() => {
  homes = []
  endings = []
})
afterEach(async () => {
  for (const end of endings.reverse()) await end()
  for (const home of homes) home.remove()
})

function home(): string {
  const made = temporaryDataDir()
  homes.push(made)
  return made.dataDir
}

async function start(dataDir: string, env: Record<string, string> = {}): Promise<Program> {
  const program = await startProgram({ dataDir, env: { XINHENG_DEMO: 'off', ...env } })
  endings.push(() => program.stop())
  return program
}

/** A client of the API with a key of all scopes. */
interface Client {
  put(path: string, body: object): Promise<number>
  post(path: string, body: object): Promise<{ status: number; body: Answer }>
  get(path: string): Promise<Answer>
}

interface Answer {
  readonly id: string
  readonly outcome: string
  readonly exposure: { readonly amount: string }
  readonly group: { readonly exposure: { readonly amount: string } }
}

async function keyOf(program: Program): Promise<string> {
  const made = await program.command('api-key', 'create', '--name', 'erp', '--scopes', '*', '--json')
  return (JSON.parse(made.stdout) as { key: string }).key
}

function client(url: string, key: string): Client {
  const send = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: response.status, body: (await response.json()) as Answer }
  }
  return {
    put: async (path, body) => (await send('PUT', path, body)).status,
    post: (path, body) => send('POST', path, body),
    get: async (path) => (await send('GET', path)).body,
  }
}

async function setUp(
  api: Client,
  customers: readonly string[],
  limit: string,
  groupCode?: string,
): Promise<void> {
  expect(await api.put('/segments/CN01', { name: '华东', currency: 'CNY' })).toBeLessThan(300)
  for (const code of customers) {
    expect(await api.put(`/customers/${code}`, { name: code, ...(groupCode ? { groupCode } : {}) })).toBe(201)
    const account = { currency: 'CNY', limitMode: 'amount', limit: { amount: limit, currency: 'CNY' } }
    expect(await api.put(`/customers/${code}/accounts/CN01`, { ...account, status: 'active' })).toBeLessThan(
      300,
    )
  }
}

function check(customerCode: string, number: string, amount: string): object {
  return {
    checkpoint: 'order',
    customerCode,
    segment: 'CN01',
    document: { source: 'erp', type: 'order', number, version: 1 },
    amount: { amount, currency: 'CNY' },
  }
}

interface Sent {
  readonly customer: string
  readonly number: string
  readonly id: string
  readonly outcome: string
}

/** Sends checks on 16 connections until told to stop; keeps what was answered. Faults of a dying server are ignored. */
function load(api: Client, customers: readonly string[], prefix: string) {
  const answered: Sent[] = []
  let stopped = false
  const runners = Array.from({ length: 16 }, async (_, runner) => {
    for (let turn = 0; !stopped; turn++) {
      const customer = customers[(runner + turn) % customers.length] ?? ''
      const number = `${prefix}-${runner}-${turn}`
      try {
        const { status, body } = await api.post('/credit-checks', check(customer, number, '10.00'))
        if (status === 201) answered.push({ customer, number, id: body.id, outcome: body.outcome })
        else return
      } catch {
        return
      }
    }
  })
  return {
    answered,
    async stop() {
      stopped = true
      await Promise.all(runners)
    },
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited > 60_000) throw new Error('the load did not get going')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const CUSTOMERS = ['K1', 'K2', 'K3', 'K4', 'K5']

describe('a kill of everything during load', () => {
  it('loses no answered decision, doubles none, and the ledger agrees', async () => {
    const dataDir = home()
    const first = await start(dataDir)
    const key = await keyOf(first)
    const api = client(first.url, key)
    await setUp(api, CUSTOMERS, '1000000.00')
    const before = load(api, CUSTOMERS, 'A')
    await until(() => before.answered.length > 200)
    await first.kill()
    await before.stop()

    const second = await start(dataDir)
    const again = client(second.url, key)
    for (const sent of before.answered) {
      expect(await again.get(`/credit-checks/${sent.id}`)).toMatchObject({
        id: sent.id,
        outcome: sent.outcome,
      })
    }
    // A caller that got no answer sends the same again: the answered ones stay single.
    for (const sent of before.answered.slice(-30)) {
      const repeated = await again.post('/credit-checks', check(sent.customer, sent.number, '10.00'))
      expect(repeated.body.id).toBe(sent.id)
    }
    const verified = await second.command('audit', 'verify')
    expect(verified.stdout + verified.stderr).toContain('agree')
    expect(verified.code).toBe(0)
  })
})

describe('two serving processes on one server database', () => {
  it('pass exactly what fits a group, and survive the kill of one of them and of PostgreSQL', async () => {
    const postgresDir = home()
    const log = createLogger({ level: 'silent' })
    let postgres = await startEmbeddedPostgres({ dataDir: postgresDir, log })
    endings.push(() => postgres.stop())
    const env = { DATABASE_URL: postgres.url }
    const [one, two] = [await start(home(), env), await start(home(), env)]
    const key = await keyOf(one)
    const [first, second] = [client(one.url, key), client(two.url, key)]
    await setUp(first, CUSTOMERS, '100000.00', 'KG')
    const limit = { currency: 'CNY', limitMode: 'amount', limit: { amount: '1005.00', currency: 'CNY' } }
    expect(await first.put('/groups/KG/accounts/CN01', limit)).toBe(200)
    const crowd = await Promise.all(
      Array.from({ length: 160 }, (_, index) =>
        (index % 2 ? first : second).post(
          '/credit-checks',
          check(CUSTOMERS[index % 5] ?? '', `C-${index}`, '10.00'),
        ),
      ),
    )
    expect(crowd.map(({ status }) => status)).toEqual(Array(160).fill(201))
    expect(crowd.filter(({ body }) => body.outcome !== 'held')).toHaveLength(100)
    expect((await first.get('/customers/K1/exposure?segment=CN01')).group.exposure.amount).toBe('1000.00')

    const raised = { ...limit, limit: { amount: '10000000.00', currency: 'CNY' } }
    expect(await first.put('/groups/KG/accounts/CN01', raised)).toBe(200)
    const loads = [load(first, CUSTOMERS, 'L1'), load(second, CUSTOMERS, 'L2')]
    await until(() => loads.every(({ answered }) => answered.length > 100))
    one.child.kill('SIGKILL')
    const settled = loads[1]?.answered.length ?? 0
    await until(() => (loads[1]?.answered.length ?? 0) > settled + 50)
    killPostgres(postgresDir)
    await postgres.stop()
    await Promise.all(loads.map((one) => one.stop()))
    postgres = await startEmbeddedPostgres({ dataDir: postgresDir, log })

    const third = await start(home(), { DATABASE_URL: postgres.url })
    const after = client(third.url, key)
    for (const sent of loads.flatMap(({ answered }) => answered)) {
      expect(await after.get(`/credit-checks/${sent.id}`)).toMatchObject({ outcome: sent.outcome })
    }
    const verified = await third.command('audit', 'verify')
    expect(verified.code, verified.stdout + verified.stderr).toBe(0)
  })
})

import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startProgram, temporaryDataDir, type Program } from './program.js'

let home: ReturnType<typeof temporaryDataDir>
let running: Program[]

beforeEach(() => {
  home = temporaryDataDir()
  running = []
})

afterEach(async () => {
  for (const program of running) await program.stop()
  home.remove()
})

async function start(env: Record<string, string> = { XINHENG_DEMO: 'off' }): Promise<Program> {
  const program = await startProgram({ dataDir: home.dataDir, env })
  running.push(program)
  return program
}

async function createKey(program: Program): Promise<string> {
  const made = await program.command('api-key', 'create', '--name', 'erp', '--scopes', '*', '--json')
  expect(made.stderr).toBe('')
  return (JSON.parse(made.stdout) as { key: string }).key
}

async function putCustomer(program: Program, key: string, code: string): Promise<number> {
  const response = await fetch(`${program.url}/api/v1/customers/${code}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: `客户 ${code}` }),
  })
  return response.status
}

describe('the program', () => {
  it('serves health, screens and interface, makes a key beside itself, and stops with code 0 on SIGTERM', async () => {
    const program = await start()
    expect((await fetch(`${program.url}/health/live`)).status).toBe(200)
    const page = await fetch(`${program.url}/`)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    const key = await createKey(program)
    expect(await putCustomer(program, key, 'C001')).toBe(201)
    expect(await program.stop()).toBe(0)
  })

  it('has after a kill of server and database what it had answered', async () => {
    const first = await start()
    const key = await createKey(first)
    expect(await putCustomer(first, key, 'C001')).toBe(201)
    await first.kill()
    const second = await start()
    expect(await putCustomer(second, key, 'C001')).toBe(200)
  })

  it('refuses to run twice on one directory, with exit code 1 and the process that is there', async () => {
    const program = await start()
    const refused = await program.command('serve')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain(`Another Xinheng server (pid ${program.child.pid}) is already running`)
  })

  it('ends with code 2 and names the variable when the configuration is wrong', async () => {
    const program = await start()
    const { command } = program
    expect((await command('no-such-command')).code).toBe(2)
    await expect(startProgram({ dataDir: home.dataDir, env: { XINHENG_ROLE: 'boss' } })).rejects.toThrow(
      'XINHENG_ROLE must be',
    )
  })

  it('stops on Ctrl-C with the database still there to finish what is running', async () => {
    const program = await start()
    const ended = once(program.child, 'exit')
    program.child.kill('SIGINT')
    expect(await ended).toEqual([0, null])
  })
})

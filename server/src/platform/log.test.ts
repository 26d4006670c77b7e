import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createLogger, requestIdFrom } from './log.js'

function logged(write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(...chunk.toString('utf8').trimEnd().split('\n'))
      done()
    },
  })
  write(createLogger({ level: 'info', destination }))
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('the log', () => {
  it('is one JSON object per line, with the time in UTC and the level by name', () => {
    const [line] = logged((log) => {
      log.info({ orders: 3 }, 'checked')
    })
    expect(line).toMatchObject({ level: 'info', msg: 'checked', orders: 3, pid: process.pid })
    expect(line?.['time']).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/)
  })

  it('hides secrets wherever requests and settings carry them', () => {
    const text = JSON.stringify(
      logged((log) => {
        log.info({ password: 'hunter2', webhook: { secret: 'hunter2' }, key: { token: 'hunter2' } })
        log.info({ req: { headers: { authorization: 'Bearer hunter2', cookie: 's=hunter2' } } })
        log.info({ res: { headers: { 'set-cookie': 's=hunter2' } } })
      }),
    )
    expect(text).not.toContain('hunter2')
    expect(text).toContain('[hidden]')
  })

  it('leaves out what is below its level', () => {
    expect(
      logged((log) => {
        log.debug('detail')
      }),
    ).toEqual([])
  })
})

describe('a request id', () => {
  it('is kept when the caller sent a plain token', () => {
    expect(requestIdFrom('erp-2026.11_21')).toBe('erp-2026.11_21')
  })

  it.each([
    undefined,
    '',
    'short',
    'a'.repeat(65),
    'evil\nline',
    'ünïcödé-id',
    ['erp-request-1', 'erp-request-2'],
  ])('is made anew instead of %j', (header) => {
    expect(requestIdFrom(header)).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
  })
})

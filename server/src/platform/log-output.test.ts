import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { logOutput } from './log-output.js'

describe.runIf(process.platform === 'linux')('log output into a pipe that nobody reads', () => {
  let dir: string
  let reader: number
  let writer: number
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'xinheng-log-'))
    const fifo = path.join(dir, 'pipe')
    execFileSync('mkfifo', [fifo])
    reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK)
    writer = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK)
  })
  afterEach(() => {
    closeSync(reader)
    closeSync(writer)
    rmSync(dir, { recursive: true })
  })

  const readAll = () => {
    const buffer = Buffer.alloc(1024 * 1024)
    try {
      return buffer.toString('utf8', 0, readSync(reader, buffer))
    } catch {
      return ''
    }
  }

  it('does not wait, and delivers every line in order once somebody reads', async () => {
    const output = logOutput(writer)
    const lines = Array.from({ length: 20_000 }, (_, n) => `line ${n} ${'x'.repeat(20)}\n`)
    for (const line of lines) output.write(line)
    let text = ''
    await vi.waitFor(() => {
      text += readAll()
      expect(text.length).toBe(lines.join('').length)
    }, 20_000)
    expect(text).toBe(lines.join(''))
    expect(output.dropped()).toBe(0)
  })

  it('drops lines instead of growing without bound', () => {
    const output = logOutput(writer)
    for (let n = 0; n < 20; n++) output.write(`${'x'.repeat(1024 * 1024)}\n`)
    expect(output.dropped()).toBeGreaterThan(0)
    expect(output.dropped()).toBeLessThan(10)
  })
})

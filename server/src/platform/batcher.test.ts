import { describe, expect, it } from 'vitest'
import { createBatcher } from './batcher.js'

interface Started {
  readonly batch: readonly string[]
  finish(): void
  fail(): void
}

/** A batcher whose batches are ended by the test; a request is a key and a number, `a1`. */
function controlled(options: { lanes: number; keysMin?: number; batchMax?: number; waitingMax?: number }) {
  const started: Started[] = []
  const batcher = createBatcher<string, string>({
    run: (batch) =>
      new Promise((resolve, reject) => {
        started.push({
          batch,
          finish: () => resolve(batch.map((request) => `${request} done`)),
          fail: () => reject(new Error('the transaction failed')),
        })
      }),
    batchMax: options.batchMax ?? 100,
    lanes: options.lanes,
    keysMin: options.keysMin ?? 100,
    keyOf: (request) => request.charAt(0),
    waitingMax: options.waitingMax ?? 100,
    overloaded: () => new Error('overloaded'),
  })
  return { batcher, started, batches: () => started.map(({ batch }) => batch.join(' ')) }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('a batcher', () => {
  it('puts together what arrives in one turn, and what arrives during a batch into the next', async () => {
    const { batcher, started, batches } = controlled({ lanes: 1 })
    const answers = ['a1', 'b1'].map((request) => batcher.submit(request))
    await turn()
    answers.push(...['c1', 'd1'].map((request) => batcher.submit(request)))
    await turn()
    expect(batches()).toEqual(['a1 b1'])
    started[0]?.finish()
    await turn()
    expect(batches()).toEqual(['a1 b1', 'c1 d1'])
    started[1]?.finish()
    expect(await Promise.all(answers)).toEqual(['a1 done', 'b1 done', 'c1 done', 'd1 done'])
  })

  it('keeps requests of a key in work for a later batch, in order, while others go on', async () => {
    const { batcher, started, batches } = controlled({ lanes: 2 })
    const answers = [batcher.submit('a1')]
    await turn()
    answers.push(...['a2', 'b1', 'a3', 'c1'].map((request) => batcher.submit(request)))
    await turn()
    expect(batches()).toEqual(['a1', 'b1 c1'])
    answers.push(batcher.submit('a4'))
    started[1]?.finish()
    await turn()
    expect(batches()).toEqual(['a1', 'b1 c1'])
    started[0]?.finish()
    await turn()
    expect(batches()).toEqual(['a1', 'b1 c1', 'a2 a3 a4'])
    started[2]?.finish()
    expect(await Promise.all(answers)).toHaveLength(6)
  })

  it('divides what waits among the free lanes, those of one key together', async () => {
    const { batcher, started, batches } = controlled({ lanes: 2, keysMin: 2 })
    const requests = ['a1', 'b1', 'c1', 'a2', 'd1', 'e1', 'f1', 'a3']
    const answers = requests.map((request) => batcher.submit(request))
    await turn()
    expect(batches()).toEqual(['a1 b1 c1 a2 a3', 'd1 e1 f1'])
    for (const one of started) one.finish()
    expect(await Promise.all(answers)).toHaveLength(8)
  })

  it('does not divide a few', async () => {
    const { batcher, started, batches } = controlled({ lanes: 4, keysMin: 2 })
    const answers = ['a1', 'b1', 'c1'].map((request) => batcher.submit(request))
    await turn()
    expect(batches()).toEqual(['a1 b1', 'c1'])
    for (const one of started) one.finish()
    expect(await Promise.all(answers)).toHaveLength(3)
  })

  it('repeats a failed batch one request at a time, so that only the faulty one fails', async () => {
    const { batcher, started, batches } = controlled({ lanes: 1 })
    const answers = ['a1', 'b1'].map((request) => batcher.submit(request).catch(() => 'failed'))
    await turn()
    started[0]?.fail()
    await turn()
    started[1]?.fail()
    await turn()
    started[2]?.finish()
    expect(batches()).toEqual(['a1 b1', 'a1', 'b1'])
    expect(await Promise.all(answers)).toEqual(['failed', 'b1 done'])
  })

  it('takes no more into a batch or into waiting than allowed', async () => {
    const { batcher, started, batches } = controlled({ lanes: 1, batchMax: 2, waitingMax: 3 })
    const answers = ['a1', 'b1', 'c1'].map((request) => batcher.submit(request))
    await expect(batcher.submit('d1')).rejects.toThrow('overloaded')
    await turn()
    expect(batches()).toEqual(['a1 b1'])
    started[0]?.finish()
    await turn()
    started[1]?.finish()
    expect(await Promise.all(answers)).toEqual(['a1 done', 'b1 done', 'c1 done'])
  })
})

import { describe, expect, it } from 'vitest'
import { chainOf, isForeign, NO_PREVIOUS, type Batch } from './batch.js'

const batch: Batch = {
  batchNo: 1,
  sealedAt: new Date('2026-11-22T02:00:00Z'),
  entries: 3,
  horizon: '800',
  snapshotEnd: '801',
  lastId: 3n,
  oldestStart: null,
  root: Buffer.alloc(32, 7),
  previous: NO_PREVIOUS,
}

describe('the link of a batch', () => {
  it('changes with every single thing that the batch says', () => {
    const others: Batch[] = [
      { ...batch, batchNo: 2 },
      { ...batch, sealedAt: new Date('2026-11-22T02:00:01Z') },
      { ...batch, entries: 4 },
      { ...batch, horizon: '799' },
      { ...batch, snapshotEnd: '802' },
      { ...batch, lastId: 4n },
      { ...batch, oldestStart: new Date(0) },
      { ...batch, root: Buffer.alloc(32, 8) },
      { ...batch, previous: Buffer.alloc(32, 1) },
    ]
    const links = [batch, ...others].map((one) => chainOf(one).toString('hex'))
    expect(new Set(links).size).toBe(links.length)
  })

  it('is never changed by a new version of the program', () => {
    expect(chainOf(batch).toString('hex')).toMatchInlineSnapshot(
      `"68af274d7ba0b8fbb0d0d66de3a5c719c55763b1065c970b8caff53dc65164ba"`,
    )
  })
})

it('knows numbers that were given out elsewhere, however long they are', () => {
  expect(isForeign('9007199254740993', '9007199254740992')).toBe(true)
  expect(isForeign('800', '801')).toBe(false)
})

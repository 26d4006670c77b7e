import { describe, expect, it } from 'vitest'
import { covers, isInUse, mayBecome, modelStatuses, usesToAsk, type ModelStatus } from './model-life.js'

/** Every allowed step, written out; every other pair must be refused. */
const allowed = new Set([
  'draft>validated',
  'draft>retired',
  'validated>approved',
  'validated>retired',
  'approved>champion',
  'approved>challenger',
  'approved>retired',
  'challenger>champion',
  'challenger>retired',
  'champion>challenger',
  'champion>retired',
])

const pairs = modelStatuses.flatMap((from) =>
  modelStatuses.map((to): [ModelStatus, ModelStatus] => [from, to]),
)

describe('the life of a model', () => {
  it.each(pairs)('%s to %s is as the table says', (from, to) => {
    expect(mayBecome(from, to)).toBe(allowed.has(`${from}>${to}`))
  })

  it('has no way into use that passes by validation and approval', () => {
    const before = (to: ModelStatus) => modelStatuses.filter((from) => mayBecome(from, to))
    expect(before('champion').sort()).toEqual(['approved', 'challenger'])
    expect(before('challenger').sort()).toEqual(['approved', 'champion'])
    expect(before('approved')).toEqual(['validated'])
    expect(before('validated')).toEqual(['draft'])
  })

  it('lets an approval as champion cover the use as challenger, not the other way round', () => {
    expect(covers('champion', 'challenger')).toBe(true)
    expect(covers('challenger', 'champion')).toBe(false)
    expect(covers(null, 'challenger')).toBe(false)
  })

  it('lets a challenger be asked for as champion, and a draft for nothing', () => {
    expect(usesToAsk('validated', null)).toEqual(['champion', 'challenger'])
    expect(usesToAsk('challenger', 'challenger')).toEqual(['champion'])
    expect(usesToAsk('challenger', 'champion')).toEqual([])
    for (const status of ['draft', 'champion', 'retired'] as const)
      expect(usesToAsk(status, null)).toEqual([])
    expect(modelStatuses.filter(isInUse)).toEqual(['champion', 'challenger'])
  })
})

import { describe, expect, it } from 'vitest'
import type { Candidate } from './case-state.js'
import { eligible } from './eligible.js'
import type { SignMode } from './flow.js'

const state = { submitter: 'sub', barred: ['sub', 'clerk'], owner: 'own' }
const any: SignMode = { kind: 'any' }
const all: SignMode = { kind: 'all' }

const person = (username: string): Candidate => ({ username, onBehalfOf: null })
const deputy = (username: string, onBehalfOf: string): Candidate => ({ username, onBehalfOf })
const names = (candidates: readonly Candidate[]) => candidates.map(({ username }) => username)

describe('those who may sign together', () => {
  it('of a customer without an owner are all candidates', () => {
    const people = [person('ann'), person('bob')]
    expect(eligible({ ...state, owner: null }, people, any)).toEqual(people)
    expect(eligible({ ...state, owner: null }, people, all)).toEqual(people)
  })

  it('are neither who asked nor who made what is decided on', () => {
    expect(names(eligible(state, [person('sub'), person('clerk'), person('ann')], any))).toEqual(['ann'])
  })

  it('are each named once', () => {
    expect(names(eligible(state, [person('ann'), person('ann'), deputy('ann', 'bob')], all))).toEqual([
      'ann',
      'bob',
    ])
  })

  it.each<[SignMode, string[]]>([
    [any, ['ann']],
    [{ kind: 'nOf', needed: 1 }, ['ann']],
    [{ kind: 'veto', needed: 1 }, ['ann']],
    [all, ['own', 'ann']],
    [{ kind: 'nOf', needed: 2 }, ['own', 'ann']],
    [{ kind: 'veto', needed: 2 }, ['own', 'ann']],
  ])('hold the customer’s owner only where others must sign as well: %j', (mode, expected) => {
    expect(names(eligible(state, [person('own'), person('ann')], mode))).toEqual(expected)
  })

  it('are nobody when only the owner is left', () => {
    expect(eligible(state, [person('own'), person('sub')], all)).toEqual([])
    expect(eligible(state, [deputy('ann', 'own')], any)).toEqual([])
  })

  it('hold the person instead of a deputy who may not sign or signs already', () => {
    expect(eligible(state, [deputy('sub', 'ann')], any)).toEqual([person('ann')])
    expect(names(eligible(state, [person('bob'), deputy('bob', 'ann')], all))).toEqual(['bob', 'ann'])
  })

  it('do not hold a deputy of somebody who may not sign', () => {
    expect(eligible(state, [deputy('ann', 'sub')], any)).toEqual([])
  })
})

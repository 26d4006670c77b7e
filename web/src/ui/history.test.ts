import { describe, expect, it } from 'vitest'
import { change, redo, startHistory, undo } from './history'

describe('the history of a document', () => {
  it('goes back and forth through every step', () => {
    const edited = change(change(startHistory('a'), 'ab'), 'abc')
    expect(undo(edited).present).toBe('ab')
    expect(undo(undo(edited)).present).toBe('a')
    expect(redo(undo(edited)).present).toBe('abc')
  })

  it('stays where it is when there is nothing to take back or do again', () => {
    const fresh = startHistory('a')
    expect(undo(fresh)).toBe(fresh)
    expect(redo(fresh)).toBe(fresh)
  })

  it('takes typing in one field back as one step', () => {
    const typed = ['n', 'na', 'nam'].reduce(
      (history, text) => change(history, text, 'name'),
      startHistory(''),
    )
    expect(undo(typed).present).toBe('')
  })

  it('begins a new step for another field, and after an undo', () => {
    const two = change(change(startHistory(''), 'a', 'name'), 'ab', 'note')
    expect(undo(two).present).toBe('a')
    const again = change(undo(two), 'ax', 'name')
    expect(undo(again).present).toBe('a')
  })

  it('forgets what was taken back once something else is done', () => {
    const other = change(undo(change(startHistory('a'), 'b')), 'c')
    expect(redo(other).present).toBe('c')
    expect(other.future).toEqual([])
  })

  it('keeps a hundred steps', () => {
    let history = startHistory(0)
    for (let n = 1; n <= 150; n += 1) history = change(history, n)
    expect(history.past).toHaveLength(100)
    expect(history.past[0]).toBe(50)
  })
})

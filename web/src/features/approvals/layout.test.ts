import { describe, expect, it } from 'vitest'
import { columnStep, layOut, rowStep, type Link } from './layout'

const link = (from: string, to: string): Link => ({ from, to })

describe('the layout of a flow', () => {
  it('puts a chain below each other in one column', () => {
    const places = layOut(['start', 'approve', 'end'], [link('start', 'approve'), link('approve', 'end')])
    expect([...places.values()]).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: rowStep },
      { x: 0, y: 2 * rowStep },
    ])
  })

  it('puts branches side by side in their order and the join below their middle', () => {
    const places = layOut(
      ['start', 'left', 'right', 'join'],
      [link('start', 'left'), link('start', 'right'), link('left', 'join'), link('right', 'join')],
    )
    expect(places.get('left')).toEqual({ x: -columnStep / 2, y: rowStep })
    expect(places.get('right')).toEqual({ x: columnStep / 2, y: rowStep })
    expect(places.get('join')).toEqual({ x: 0, y: 2 * rowStep })
  })

  it('puts a node below the deepest that leads to it', () => {
    const places = layOut(
      ['start', 'step', 'end'],
      [link('start', 'end'), link('start', 'step'), link('step', 'end')],
    )
    expect(places.get('end')?.y).toBe(2 * rowStep)
  })

  it('never puts two nodes on one another, whatever the links, loops and lone nodes included', () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    const places = layOut(keys, [
      link('a', 'b'),
      link('a', 'c'),
      link('a', 'd'),
      link('b', 'e'),
      link('c', 'e'),
      link('d', 'f'),
      link('f', 'a'),
      link('e', 'e'),
      link('e', 'gone'),
    ])
    expect(places.size).toBe(7)
    const all = [...places.values()]
    for (const [index, one] of all.entries())
      for (const other of all.slice(index + 1))
        expect(one.y !== other.y || Math.abs(one.x - other.x) >= columnStep - 1).toBe(true)
  })
})

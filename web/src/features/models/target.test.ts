import { expect, it } from 'vitest'
import { guessTarget, outcomesOf } from './target'

const column = (name: string, ...samples: string[]) => ({ name, samples, distinct: samples.length, blank: 0 })

it('takes a column of two values with a telling name for the outcome', () => {
  const columns = [
    column('gender', 'm', 'f'),
    column('default_flag', '0', '1'),
    column('city', 'a', 'b', 'c'),
  ]
  expect(guessTarget({ columns })).toBe('default_flag')
  expect(guessTarget({ columns: [column('gender', 'm', 'f')] })).toBe('gender')
  expect(guessTarget({ columns: [column('city', 'a', 'b', 'c')] })).toBeUndefined()
})

it('asks which value is bad only where 1 and 0 do not say it', () => {
  expect(outcomesOf(column('y', '0', '1'))).toEqual([])
  expect(outcomesOf(column('class', 'good', 'bad'))).toEqual(['good', 'bad'])
  expect(outcomesOf(undefined)).toEqual([])
})

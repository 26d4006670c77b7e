import { expect, it } from 'vitest'
import { unknownVariables } from './template-text.js'

it('a name that every object inherits is no variable of a dunning text', () => {
  expect(unknownVariables('{customer} {toString} {constructor}')).toEqual(['toString', 'constructor'])
})

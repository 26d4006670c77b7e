import fc from 'fast-check'
import { expect, it } from 'vitest'
import { calendarDay } from '../../../kernel/calendar-day.js'
import type { BookParams } from './book.js'
import { bankAccountsOf, contactsOf } from './contacts.js'
import { generateCustomer, generateCustomers } from './customer.js'

const params: BookParams = { seed: 7, customers: 300, months: 24, endOn: calendarDay('2026-11-22') }

it('gives every customer the same people and accounts in a book of any size', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      (index, seed) => {
        const made = (customers: number) => {
          const book = { ...params, seed, customers }
          const customer = generateCustomer(book, index)
          return [contactsOf(book, customer), bankAccountsOf(book, customer)]
        }
        expect(made(10)).toEqual(made(1_000_000))
      },
    ),
    { numRuns: 40 },
  )
})

it('names nobody who could be reached, and no identity number that could be somebody’s', () => {
  const all = [...generateCustomers(params)].flatMap((customer) => contactsOf(params, customer))
  expect(all.length).toBeGreaterThan(600)
  for (const { phone, email } of all) {
    expect(phone).toMatch(/^(144\d{8}|\+1 202 555 01\d\d)$/)
    if (email !== null) expect(email).toMatch(/^[a-z]+@c\d+\.example$/)
  }
  const numbers = all.flatMap(({ identityNumber }) => identityNumber ?? [])
  expect(numbers.length).toBeGreaterThan(50)
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  for (const number of numbers) {
    expect(number).toMatch(/^\d{17}[\dX]$/)
    const sum = weights.reduce((total, weight, place) => total + weight * Number(number[place]), 0)
    expect(number.at(-1)).not.toBe('10X98765432'[sum % 11])
  }
})

it('gives no two people and no two accounts one id', () => {
  const customers = [...generateCustomers({ ...params, customers: 3_000 })]
  const ids = customers.flatMap((customer) =>
    [...contactsOf(params, customer), ...bankAccountsOf(params, customer)].map(({ id }) => id),
  )
  expect(new Set(ids).size).toBe(ids.length)
})

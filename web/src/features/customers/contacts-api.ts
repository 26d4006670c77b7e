import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'

export type Contacts = Answer<'/api/v1/customers/{code}/contacts'>
export type Contact = Contacts['items'][number]
export type BankAccounts = Answer<'/api/v1/customers/{code}/bank-accounts'>
export type BankAccount = BankAccounts['items'][number]

export const customerPath = (code: string) => `/api/v1/customers/${encodeURIComponent(code)}`

/** What a customer's file holds of people or of bank accounts. */
export function useContactData<T>(code: string, what: 'contacts' | 'bank-accounts') {
  return useQuery({
    queryKey: ['customer', code, what],
    queryFn: ({ signal }) => request<T>('GET', `${customerPath(code)}/${what}`, { signal }),
  })
}

/** After a write both lists are asked again. */
export function useContactsChanged(code: string): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      ['contacts', 'bank-accounts'].map((what) =>
        queries.invalidateQueries({ queryKey: ['customer', code, what] }),
      ),
    )
}

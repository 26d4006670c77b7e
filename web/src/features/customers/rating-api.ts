import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMutation } from '../../api/use-mutation'
import type { Item } from '../../api/answer'
import { api, unwrap } from '../../api/client'

export type Rating = Item<'/api/v1/customers/{code}/ratings'>
export type Contribution = Rating['contributions'][number]

const historyMax = 50

/** The ratings of a customer, newest first. */
export function useRatings(code: string) {
  return useQuery({
    queryKey: ['customer', code, 'ratings'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/customers/{code}/ratings', {
          params: { path: { code }, query: { limit: historyMax } },
          signal,
        }),
      ),
  })
}

/** Rates the customer now, from what is known at this moment. */
export function useRateNow(code: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () =>
      unwrap(await api.POST('/api/v1/customers/{code}/ratings', { params: { path: { code } }, body: {} })),
    // What the policy gives an account rests on the grade.
    onSuccess: () =>
      Promise.all(
        ['customer', 'account'].map((about) => queries.invalidateQueries({ queryKey: [about, code] })),
      ),
  })
}

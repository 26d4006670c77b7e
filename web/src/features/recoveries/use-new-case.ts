import { useSearchParams } from 'react-router'

/** Whether a new case is being written, said by the address: `?new=CUSTOMER`, or `?new=` for a customer to be chosen. */
export function useNewCase(): {
  adding: boolean
  customer: string | undefined
  start: () => void
  stop: () => void
} {
  const [params, setParams] = useSearchParams()
  const customer = params.get('new')
  const set = (value: string | null) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        if (value === null) next.delete('new')
        else next.set('new', value)
        return next
      },
      { replace: true },
    )
  return {
    adding: customer !== null,
    customer: customer === null || customer === '' ? undefined : customer,
    start: () => set(''),
    stop: () => set(null),
  }
}

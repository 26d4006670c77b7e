import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { CashQuestion } from './api'

const weeksShown = 13

export const aheadChoices = [0, 4, 8] as const

/** Reads and writes the question of the cash forecast in the URL. */
export function useCashQuestion(): [CashQuestion, (change: Record<string, string | undefined>) => void] {
  const [params, setParams] = useSearchParams()
  const question = useMemo((): CashQuestion => {
    const get = (name: string) => params.get(name) ?? undefined
    const ahead = Number(get('ahead') ?? '0')
    return {
      currency: get('currency'),
      segment: get('segment'),
      owner: get('owner'),
      weeks: weeksShown,
      ahead: aheadChoices.find((one) => one === ahead) ?? 0,
    }
  }, [params])
  const change = (values: Record<string, string | undefined>) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        for (const [name, value] of Object.entries(values)) {
          if (value === undefined || value === '') next.delete(name)
          else next.set(name, value)
        }
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return [question, change]
}

import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { oneOf } from '../../api/one-of'
import { agingSubjects, type AgingQuestion } from './api'

const pageSize = 50
const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/** Reads and writes the question of the aging in the URL; every change but that of the page starts at page one. */
export function useAgingQuestion(): [AgingQuestion, (change: Record<string, string | undefined>) => void] {
  const [params, setParams] = useSearchParams()
  const question = useMemo((): AgingQuestion => {
    const get = (name: string) => params.get(name) ?? undefined
    const asOf = get('asOf')
    const page = Number(get('page') ?? '1')
    return {
      asOf: asOf !== undefined && dayPattern.test(asOf) ? asOf : undefined,
      basis: oneOf(get('basis'), ['due', 'document'] as const) ?? 'due',
      by: oneOf(get('by'), agingSubjects) ?? 'customer',
      segment: get('segment'),
      search: get('search') ?? '',
      page: Number.isInteger(page) && page > 0 ? page : 1,
      pageSize,
      sort: oneOf(get('sort'), ['total', 'overdue', 'code', 'name'] as const) ?? 'total',
    }
  }, [params])
  const change = (values: Record<string, string | undefined>) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        next.delete('page')
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

import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../api/answer'
import { request } from '../api/request'
import { fiveGrades } from '../ui/grade-step'
import { useUser } from './session'

/** GB/T 22116. */
const nineGrades = ['AAA', 'AA', 'A', 'BBB', 'BB', 'B', 'CCC', 'CC', 'C'] as const

/** The letters that customers are graded with, best first: of the scorecard in force. */
export function useLetters(): readonly string[] {
  const user = useUser()
  const scorecards = useQuery({
    queryKey: ['scorecards', 'letters'],
    queryFn: ({ signal }) => request<Answer<'/api/v1/scorecards'>>('GET', '/api/v1/scorecards', { signal }),
    enabled: user.can('ratings:read'),
    staleTime: 5 * 60_000,
  })
  const inForce = scorecards.data?.items.find((one) => one.inForce)
  return inForce?.scale === 'nine' ? nineGrades : fiveGrades
}

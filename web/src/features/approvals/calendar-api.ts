import { useQuery } from '@tanstack/react-query'
import type { Answer, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type WorkingYear = Answer<'/api/v1/working-calendar/{year}'>
export type CalendarChange = Sent<'/api/v1/working-calendar/{year}', 'put'>
export type Exception = CalendarChange['exceptions'][number]

export function useWorkingYear(year: number) {
  return useQuery({
    queryKey: ['working-calendar', year],
    queryFn: ({ signal }) => request<WorkingYear>('GET', `/api/v1/working-calendar/${year}`, { signal }),
    refetchOnWindowFocus: false,
  })
}

export const saveWorkingYear = (year: number, body: CalendarChange): Promise<WorkingYear> =>
  request('PUT', `/api/v1/working-calendar/${year}`, { body })

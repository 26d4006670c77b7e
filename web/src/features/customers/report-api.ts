import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'

type CreditReport = Answer<'/api/v1/customers/{code}/credit-report'>

const pathOf = (code: string) => `/api/v1/customers/${encodeURIComponent(code)}/credit-report`

/** The report as content. Each reading is recorded, so it is asked for once and not again when the window is looked at. */
export function useCreditReport(code: string, language: 'zh-CN' | 'en') {
  return useQuery({
    queryKey: ['customer', code, 'credit-report', language],
    queryFn: ({ signal }) => request<CreditReport>('GET', pathOf(code), { query: { language }, signal }),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
}

/** Address of the report as PDF, in the language of the interface. */
export function creditReportHref(code: string, language: string): string {
  return `${pathOf(code)}?format=pdf&language=${language === 'en' ? 'en' : 'zh-CN'}`
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request, toQueryString } from '../../api/request'

export type Snapshot = Item<'/api/v1/aging-snapshots'>
export type Comparison = Answer<'/api/v1/aging-comparison'>
export type ComparedRow = Comparison['items'][number]
export type Bound = Comparison['bounds'][number]
export type RollRates = Answer<'/api/v1/aging-roll-rates'>
export type Matrix = Item<'/api/v1/provision-matrices'>
export type MatrixContent = Matrix['content']
export type Assessment = Item<'/api/v1/provision-assessments'>
export type RunHead = Item<'/api/v1/provision-runs'>
export type Run = Answer<'/api/v1/provision-runs/{id}'>
export type Journal = Answer<'/api/v1/provision-runs/{id}/journal'>
export type Reconciliation = Item<'/api/v1/reconciliations'>
export type Difference = Item<'/api/v1/reconciliations/{id}/differences'>

const root = 'provisions'

export const comparisonSubjects = ['customer', 'group', 'owner', 'segment', 'industry', 'currency'] as const

/** What is compared; lives in the URL. */
export interface ComparisonQuestion {
  before: string
  after: string | undefined
  by: (typeof comparisonSubjects)[number]
  search: string
  page: number
}

function useRead<T>(path: string, query: Record<string, string | number | undefined> = {}, enabled = true) {
  return useQuery({
    queryKey: [root, path, query],
    queryFn: ({ signal }) => request<T>('GET', path, { query, signal }),
    enabled,
  })
}

export const useSnapshots = () => useRead<Answer<'/api/v1/aging-snapshots'>>('/api/v1/aging-snapshots')
export const useComparison = (question: ComparisonQuestion) =>
  useRead<Comparison>('/api/v1/aging-comparison', { ...question }, question.before !== '')
export const useRollRates = () => useRead<RollRates>('/api/v1/aging-roll-rates')
export const useMatrices = () => useRead<Answer<'/api/v1/provision-matrices'>>('/api/v1/provision-matrices')
export const useAssessments = () =>
  useRead<Answer<'/api/v1/provision-assessments'>>('/api/v1/provision-assessments')
export const useRuns = () => useRead<Answer<'/api/v1/provision-runs'>>('/api/v1/provision-runs')
export const useRun = (id: string) => useRead<Run>(`/api/v1/provision-runs/${id}`)
export const useRunLines = (id: string) =>
  useRead<Answer<'/api/v1/provision-runs/{id}/lines'>>(`/api/v1/provision-runs/${id}/lines`, {
    pageSize: 200,
  })
export const useJournal = (id: string) => useRead<Journal>(`/api/v1/provision-runs/${id}/journal`)
export const useReconciliations = () => useRead<Answer<'/api/v1/reconciliations'>>('/api/v1/reconciliations')
export const useDifferences = (id: string) =>
  useRead<Answer<'/api/v1/reconciliations/{id}/differences'>>(`/api/v1/reconciliations/${id}/differences`, {
    pageSize: 500,
  })

/** What was read of this part of the program is read again. */
export function useProvisionsChanged(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: [root] })
}

/** Address of a whole comparison as XLSX. */
export function comparisonHref({ page: _, ...question }: ComparisonQuestion, language: string): string {
  return `/api/v1/aging-comparison.xlsx${toQueryString({ ...question, language })}`
}

/** Address of the postings of a run as a file. */
export function journalHref(id: string, format: 'csv' | 'xlsx', language: string): string {
  return `/api/v1/provision-runs/${id}/journal.${format}${toQueryString({ language })}`
}

const post =
  <Body, Result>(path: string) =>
  (body: Body): Promise<Result> =>
    request('POST', path, { body })

export const takeSnapshot = post<Sent<'/api/v1/aging-snapshots'>, Snapshot>('/api/v1/aging-snapshots')
export const computeRun = post<Sent<'/api/v1/provision-runs'>, Run>('/api/v1/provision-runs')
export const publishMatrix = post<Sent<'/api/v1/provision-matrices'>, Matrix>('/api/v1/provision-matrices')
export const assessCustomer = post<Sent<'/api/v1/provision-assessments'>, Assessment>(
  '/api/v1/provision-assessments',
)

export function endAssessment(id: string, reason: string): Promise<Assessment> {
  return request('POST', `/api/v1/provision-assessments/${id}/end`, { body: { reason } })
}

export function decideRun(id: string, act: 'approve' | 'reject', reason?: string): Promise<Run> {
  return request('POST', `/api/v1/provision-runs/${id}/${act}`, {
    body: reason === undefined ? {} : { reason },
  })
}

export function uploadReconciliation(form: FormData): Promise<Reconciliation> {
  return request('POST', '/api/v1/reconciliations/file', { body: form })
}

export function resolveDifference(
  reconciliationId: string,
  id: string,
  body: { state: Difference['state']; reason: string },
): Promise<Difference> {
  return request('POST', `/api/v1/reconciliations/${reconciliationId}/differences/${id}`, { body })
}

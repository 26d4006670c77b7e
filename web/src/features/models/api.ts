import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type ModelItem = Item<'/api/v1/models'>
export type Model = Answer<'/api/v1/models/{id}'>
export type Report = NonNullable<Model['report']>
export type Variable = Report['variables'][number]
export type ModelUse = Model['may']['use'][number]
export type Dataset = Item<'/api/v1/model-datasets'>
export type Training = Item<'/api/v1/model-trainings'>
export type NewTraining = Sent<'/api/v1/model-trainings'>
export type Comparison = Answer<'/api/v1/models/compare'>

const pollMs = 1000

export function isBusy(status: Training['status']): boolean {
  return status === 'queued' || status === 'running'
}

export function useModels() {
  return useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => request<Answer<'/api/v1/models'>>('GET', '/api/v1/models', { signal }),
  })
}

export function useModel(id: string) {
  return useQuery({
    queryKey: ['model', id],
    queryFn: ({ signal }) => request<Model>('GET', `/api/v1/models/${id}`, { signal }),
  })
}

/** Trainings, asked again every second while one of them works. */
export function useTrainings() {
  return useQuery({
    queryKey: ['model-trainings'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/model-trainings'>>('GET', '/api/v1/model-trainings', { signal }),
    refetchInterval: (query) =>
      query.state.data?.items.some(({ status }) => isBusy(status)) === true ? pollMs : false,
  })
}

/** One training; asked again every second while it works. */
export function useTraining(id: string) {
  return useQuery({
    queryKey: ['model-training', id],
    queryFn: ({ signal }) => request<Training>('GET', `/api/v1/model-trainings/${id}`, { signal }),
    refetchInterval: (query) =>
      query.state.data === undefined || isBusy(query.state.data.status) ? pollMs : false,
  })
}

export function useDatasets() {
  return useQuery({
    queryKey: ['model-datasets'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/model-datasets'>>('GET', '/api/v1/model-datasets', { signal }),
  })
}

export function useComparison(a: string | undefined, b: string | undefined) {
  return useQuery({
    queryKey: ['model-comparison', a, b],
    queryFn: ({ signal }) =>
      request<Comparison>('GET', '/api/v1/models/compare', { query: { a, b }, signal }),
    enabled: a !== undefined && b !== undefined,
  })
}

export function uploadDataset(file: File): Promise<Dataset> {
  const body = new FormData()
  body.append('file', file)
  return request('POST', '/api/v1/model-datasets', { body })
}

export function startTraining(body: NewTraining): Promise<Training> {
  return request('POST', '/api/v1/model-trainings', { body })
}

export function cancelTraining(id: string): Promise<Training> {
  return request('POST', `/api/v1/model-trainings/${id}/cancel`)
}

/** One step in the life of a model: `validate`, `submit`, `use` or `end`. */
export function actOnModel(id: string, what: string, body: object): Promise<unknown> {
  return request('POST', `/api/v1/models/${id}/${what}`, { body })
}

export function importModel(document: unknown): Promise<ModelItem> {
  return request('POST', '/api/v1/models/import', { body: document })
}

/** The model as one SELECT for PostgreSQL. */
export function modelSql(id: string): Promise<Answer<'/api/v1/models/{id}/sql'>> {
  return request('GET', `/api/v1/models/${id}/sql`)
}

export function exportHref(id: string): string {
  return `/api/v1/models/${id}/export`
}

/** Address of the newest validation report as PDF, in the language of the interface. */
export function reportHref(id: string, language: string): string {
  return `/api/v1/models/${id}/report.pdf?language=${language === 'en' ? 'en' : 'zh-CN'}`
}

/** Everything that shows models is asked again. */
export function useModelsChanged(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      [['models'], ['model'], ['model-trainings'], ['model-comparison']].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    )
}

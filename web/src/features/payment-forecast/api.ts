import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMutation } from '../../api/use-mutation'
import type { Answer, Item } from '../../api/answer'
import { request, toQueryString } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export type CashForecast = Answer<'/api/v1/cash-forecast'>
export type CashWeek = CashForecast['weeks'][number]
export type PastWeek = CashForecast['past'][number]
export type ForecastItem = Item<'/api/v1/payment-forecasts'>
export type ForecastModel = Item<'/api/v1/forecast-models'>
export type ForecastTraining = Item<'/api/v1/forecast-trainings'>
export type ForecastCheck = Item<'/api/v1/payment-forecasts/checks'>

/** What is asked of the cash forecast; lives in the URL. */
export interface CashQuestion {
  currency: string | undefined
  segment: string | undefined
  owner: string | undefined
  weeks: number
  ahead: number
}

const pollMs = 1000

export function useCashForecast(question: CashQuestion) {
  return useQuery({
    queryKey: ['cash-forecast', question],
    queryFn: ({ signal }) =>
      request<CashForecast>('GET', '/api/v1/cash-forecast', { query: { ...question }, signal }),
    placeholderData: (previous) => previous,
  })
}

/** Address of the forecast as XLSX, in the language of the interface. */
export function cashSheetHref(question: CashQuestion, language: string): string {
  return `/api/v1/cash-forecast.xlsx${toQueryString({ ...question, language: language === 'en' ? 'en' : 'zh-CN' })}`
}

export function listForecastItems(state: ListState, signal: AbortSignal): Promise<ListPage<ForecastItem>> {
  const first = (key: string) => state.filters[key]?.[0]
  const query = {
    cursor: state.cursor,
    limit: state.pageSize,
    week: first('week'),
    segment: first('segment'),
    owner: first('owner'),
    currency: first('currency'),
    customerCode: first('customer'),
  }
  return request('GET', '/api/v1/payment-forecasts', { query, signal })
}

export function usePayers() {
  return useQuery({
    queryKey: ['payer-segments'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/payer-segments'>>('GET', '/api/v1/payer-segments', { signal }),
  })
}

export function useForecastModels() {
  return useQuery({
    queryKey: ['forecast-models'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/forecast-models'>>('GET', '/api/v1/forecast-models', { signal }),
  })
}

export function isBusy(status: ForecastTraining['status']): boolean {
  return status === 'queued' || status === 'running'
}

/** Trainings, asked again every second while one of them works. */
export function useForecastTrainings() {
  return useQuery({
    queryKey: ['forecast-trainings'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/forecast-trainings'>>('GET', '/api/v1/forecast-trainings', { signal }),
    refetchInterval: (query) =>
      query.state.data?.items.some(({ status }) => isBusy(status)) === true ? pollMs : false,
  })
}

export function useForecastChecks() {
  return useQuery({
    queryKey: ['forecast-checks'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/payment-forecasts/checks'>>('GET', '/api/v1/payment-forecasts/checks', {
        signal,
      }),
  })
}

/** One step with models or trainings; what is shown of them is read again. */
export function useModelStep<Input>(send: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await Promise.all(
        ['forecast-models', 'forecast-trainings', 'forecast-checks'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      )
    },
  })
}

export const startTraining = () => request('POST', '/api/v1/forecast-trainings', { body: {} })
export const cancelTraining = (id: string) =>
  request('POST', `/api/v1/forecast-trainings/${id}/cancel`, { body: {} })
export const submitModel = ({ id, note }: { id: string; note: string }) =>
  request('POST', `/api/v1/forecast-models/${id}/submit`, { body: { note } })
export const retireModel = ({ id, note }: { id: string; note: string }) =>
  request('POST', `/api/v1/forecast-models/${id}/retire`, { body: { note } })

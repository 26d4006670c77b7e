import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMutation } from '../../api/use-mutation'
import type { Answer, Item, Sent } from '../../api/answer'
import { request, toQueryString } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'

export type StrategiesVersion = Item<'/api/v1/collection-strategies'>
export type StrategyDocument = StrategiesVersion['content']
export type Strategy = StrategyDocument['strategies'][number]
export type Step = Strategy['steps'][number]
export type Preview = Answer<'/api/v1/collection-strategies/preview', 'post'>
export type Simulation = Answer<'/api/v1/collection-strategies/simulation', 'post'>
export type Run = Item<'/api/v1/dunning-runs'>
export type RunContact = Item<'/api/v1/dunning-runs/{id}/contacts'>
export type Message = Item<'/api/v1/dunning-messages'>
export type MessageAct = Message['allowed'][number]
export type Text = Item<'/api/v1/dunning-templates'>
export type TextChange = Sent<'/api/v1/dunning-templates/{code}/{locale}', 'put'>
type Mode = Answer<'/api/v1/dunning-settings'>['mode']

/** All versions of the strategies, newest first. */
export function useStrategies() {
  return useQuery({
    queryKey: ['collection-strategies'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/collection-strategies'>>('GET', '/api/v1/collection-strategies', { signal }),
  })
}

/** Publishes strategies as a new version; the id of a case when they wait for approval. */
export function publishStrategies(body: StrategyDocument) {
  return request<StrategiesVersion | { caseId: string }>('POST', '/api/v1/collection-strategies', { body })
}

export function previewStrategies(content: StrategyDocument): Promise<Preview> {
  return request('POST', '/api/v1/collection-strategies/preview', { body: { content } })
}

export function simulateStrategies(content: StrategyDocument): Promise<Simulation> {
  return request('POST', '/api/v1/collection-strategies/simulation', { body: { content, days: 30 } })
}

const SOON_MS = 2_000

export function listRuns(state: ListState, signal: AbortSignal): Promise<Answer<'/api/v1/dunning-runs'>> {
  return request('GET', '/api/v1/dunning-runs', {
    query: { page: state.page, pageSize: state.pageSize },
    signal,
  })
}

/** One run; looked at again while it goes on. */
export function useRun(id: string) {
  return useQuery({
    queryKey: ['dunning-run', id],
    queryFn: ({ signal }) => request<Run>('GET', `/api/v1/dunning-runs/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? SOON_MS : false),
  })
}

export function startRun(mode: Run['mode']): Promise<Run> {
  return request('POST', '/api/v1/dunning-runs', { body: { mode } })
}

/** What a run has planned or written, by customer. */
export function useRunContacts(id: string, page: number, isDone: boolean) {
  return useQuery({
    queryKey: ['dunning-run', id, 'contacts', page, isDone],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/dunning-runs/{id}/contacts'>>('GET', `/api/v1/dunning-runs/${id}/contacts`, {
        query: { page, pageSize: 50 },
        signal,
      }),
  })
}

export function listMessages(
  state: ListState,
  signal: AbortSignal,
): Promise<Answer<'/api/v1/dunning-messages'>> {
  const first = (key: string) => state.filters[key]?.[0]
  const query = {
    ...{ status: first('status'), channel: first('channel'), customerCode: state.search },
    ...{ page: state.page, pageSize: state.pageSize },
  }
  return request('GET', '/api/v1/dunning-messages', { query, signal })
}

/** A message with its text and items. */
export function useMessage(id: string) {
  return useQuery({
    queryKey: ['dunning-message', id],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/dunning-messages/{id}'>>('GET', `/api/v1/dunning-messages/${id}`, { signal }),
  })
}

export function decideMessage(id: string, act: MessageAct, reason: string): Promise<Message> {
  const body = { act, ...(reason === '' ? {} : { reason }) }
  return request('POST', `/api/v1/dunning-messages/${id}/decision`, { body })
}

/** Whether strategies run by themselves. */
export function useRunMode() {
  const key = ['dunning-settings']
  const queries = useQueryClient()
  const settings = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/dunning-settings'>>('GET', '/api/v1/dunning-settings', { signal }),
  })
  const change = useMutation({
    mutationFn: (mode: Mode) =>
      request<Answer<'/api/v1/dunning-settings'>>('PUT', '/api/v1/dunning-settings', { body: { mode } }),
    onSuccess: (answer) => queries.setQueryData(key, answer),
  })
  return { settings, change }
}

/** The texts of steps in force, in both languages, and what they may name. */
export function useTexts() {
  return useQuery({
    queryKey: ['dunning-templates'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/dunning-templates'>>('GET', '/api/v1/dunning-templates', { signal }),
  })
}

/** Earlier texts, newest first; none of one that is as it came with the program. */
export function useTextVersions({ code, locale, version }: Pick<Text, 'code' | 'locale' | 'version'>) {
  return useQuery({
    queryKey: ['dunning-templates', code, locale, version],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/dunning-templates/{code}/{locale}'>>(
        'GET',
        `/api/v1/dunning-templates/${code}/${locale}`,
        { signal },
      ),
  })
}

export function putText({ code, locale }: Pick<Text, 'code' | 'locale'>, body: TextChange): Promise<Text> {
  return request('PUT', `/api/v1/dunning-templates/${code}/${locale}`, { body })
}

export function previewText(
  body: Sent<'/api/v1/dunning-templates/preview'>,
): Promise<Answer<'/api/v1/dunning-templates/preview', 'post'>> {
  return request('POST', '/api/v1/dunning-templates/preview', { body })
}

/** Address of letters as one file: those of a run that wait for the post, or one. */
export function lettersFile(what: { runId?: string; messageId?: string }): string {
  return `/api/v1/dunning-letters.pdf${toQueryString(what)}`
}

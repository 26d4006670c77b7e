import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'
import { dayBounds } from '../../ui/data-list/day-bounds'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export type MailServer = NonNullable<Answer<'/api/v1/notification-channels/mail'>['server']>
export type MailServerBody = Sent<'/api/v1/notification-channels/mail', 'put'>
export type Robot = Item<'/api/v1/chat-robots'>
export type NewRobotBody = Sent<'/api/v1/chat-robots'>
export type RobotBody = Sent<'/api/v1/chat-robots/{id}', 'put'>
export type Provider = Robot['provider']
/** What the other side answered to a test. */
export type TryResult = Answer<'/api/v1/chat-robots/{id}/test', 'post'>
export type Message = Item<'/api/v1/notification-deliveries'>
export type Kind = Item<'/api/v1/notification-templates'>
export type Template = Kind['texts'][number]
export type TemplateVersion = Item<'/api/v1/notification-templates/{kind}/{locale}/versions'>
export type Text = Answer<'/api/v1/notification-templates/{kind}/{locale}/preview', 'post'>

const mailPath = '/api/v1/notification-channels/mail'
const robotsPath = '/api/v1/chat-robots'
const logPath = '/api/v1/notification-deliveries'
const textsPath = '/api/v1/notification-templates'
const all = ['notification-settings'] as const

export function useMailServer() {
  return useQuery({
    queryKey: [...all, 'mail'],
    queryFn: ({ signal }) => request<{ server: MailServer | null }>('GET', mailPath, { signal }),
  })
}

export function useRobots() {
  return useQuery({
    queryKey: [...all, 'robots'],
    queryFn: ({ signal }) => request<{ items: Robot[] }>('GET', robotsPath, { signal }),
  })
}

/** Every kind of notification with its texts in force. */
export function useKinds() {
  return useQuery({
    queryKey: [...all, 'kinds'],
    queryFn: ({ signal }) => request<{ items: Kind[] }>('GET', textsPath, { signal }),
  })
}

export function useTemplateVersions({ kind, locale }: Pick<Template, 'kind' | 'locale'>) {
  return useQuery({
    queryKey: [...all, 'versions', kind, locale],
    queryFn: ({ signal }) =>
      request<{ items: TemplateVersion[] }>('GET', `${textsPath}/${kind}/${locale}/versions`, { signal }),
  })
}

/** The text filled with examples as the server does it; a text it would refuse is an error in words. */
export function usePreview({ kind, locale }: Pick<Template, 'kind' | 'locale'>, text: Text) {
  return useQuery({
    queryKey: [...all, 'preview', kind, locale, text],
    queryFn: ({ signal }) =>
      request<Text>('POST', `${textsPath}/${kind}/${locale}/preview`, { body: text, signal }),
    enabled: text.title.trim() !== '' && text.body.trim() !== '',
    placeholderData: (before) => before,
    staleTime: Infinity,
  })
}

/** After a write everything about channels and texts is asked again. */
export function useChannelsChanged(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: all })
}

export const putMailServer = (body: MailServerBody) => request<MailServer>('PUT', mailPath, { body })
export const tryMail = (to: string) => request<TryResult>('POST', `${mailPath}/test`, { body: { to } })
export const createRobot = (body: NewRobotBody) => request<Robot>('POST', robotsPath, { body })
export const putRobot = (id: string, body: RobotBody) =>
  request<Robot>('PUT', `${robotsPath}/${id}`, { body })
export const removeRobot = (id: string) => request<undefined>('DELETE', `${robotsPath}/${id}`)
export const tryRobot = (id: string) => request<TryResult>('POST', `${robotsPath}/${id}/test`)

/** Stores a text, or goes back to the standard one (null). */
export const putTemplate = ({ kind, locale, version }: Template, text: Text | null) =>
  request<Template>('PUT', `${textsPath}/${kind}/${locale}`, { body: { basedOn: version, text } })

export const resend = (ids?: readonly string[]) =>
  request<{ messages: number }>('POST', `${logPath}/resend`, { body: ids === undefined ? {} : { ids } })

export function listMessages(
  params: URLSearchParams,
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<Message>> {
  const { cursor, pageSize, search, filters } = state
  const one = (key: string) => filters[key]?.[0]
  const query = { cursor, limit: pageSize, search, status: one('status'), channel: one('channel') }
  return request('GET', logPath, { query: { ...query, kind: one('kind'), ...dayBounds(params) }, signal })
}

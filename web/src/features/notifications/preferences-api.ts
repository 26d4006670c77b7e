import { useQuery } from '@tanstack/react-query'
import type { Answer, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type Preferences = Answer<'/api/v1/notification-preferences'>
export type PreferencesBody = Sent<'/api/v1/notification-preferences', 'put'>
export type KindChoice = Preferences['kinds'][number]
export type MailMode = KindChoice['email']

const path = '/api/v1/notification-preferences'
export const preferencesKey = ['notifications', 'preferences'] as const

export function usePreferences() {
  return useQuery({
    queryKey: preferencesKey,
    queryFn: ({ signal }) => request<Preferences>('GET', path, { signal }),
    // What is being edited is not replaced under the hands of its author.
    refetchOnWindowFocus: false,
  })
}

export const putPreferences = (body: PreferencesBody) => request<Preferences>('PUT', path, { body })

import { useQuery } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type SmsAccount = NonNullable<Answer<'/api/v1/notification-channels/sms'>['account']>
export type SmsAccountBody = Sent<'/api/v1/notification-channels/sms', 'put'>
export type SmsTryBody = Sent<'/api/v1/notification-channels/sms/test'>
export type SmsTryResult = Answer<'/api/v1/notification-channels/sms/test', 'post'>
export type SmsFault = Item<'/api/v1/notification-channels/sms/faults'>
export type SmsReceiptAddress = Item<'/api/v1/notification-channels/sms/receipt-addresses'>
export type SmsText = Item<'/api/v1/dunning-templates'>

const path = '/api/v1/notification-channels/sms'
const all = ['notification-settings'] as const

export function useSmsAccount() {
  return useQuery({
    queryKey: [...all, 'sms'],
    queryFn: ({ signal }) => request<Answer<typeof path>>('GET', path, { signal }),
  })
}

/** The SMS that went wrong last, with what to do about each. */
export function useSmsFaults() {
  return useQuery({
    queryKey: [...all, 'sms-faults'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/notification-channels/sms/faults'>>('GET', `${path}/faults`, { signal }),
  })
}

/** The texts of collection steps: their template numbers are what the platform knows them by. */
export function useSmsTexts() {
  return useQuery({
    queryKey: [...all, 'sms-texts'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/dunning-templates'>>('GET', '/api/v1/dunning-templates', { signal }),
  })
}

/** Where the platforms tell what became of messages; the addresses themselves are shown when they are made. */
export function useSmsReceiptAddresses() {
  return useQuery({
    queryKey: [...all, 'sms-receipt-addresses'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/notification-channels/sms/receipt-addresses'>>(
        'GET',
        `${path}/receipt-addresses`,
        { signal },
      ),
    select: ({ items }) => items,
  })
}

export const makeSmsReceiptAddress = (provider: SmsReceiptAddress['provider']) =>
  request<{ url: string }>('POST', `${path}/receipt-addresses/${provider}`)
export const removeSmsReceiptAddress = (provider: SmsReceiptAddress['provider']) =>
  request('DELETE', `${path}/receipt-addresses/${provider}`)
export const putSmsAccount = (body: SmsAccountBody) =>
  request<Answer<typeof path, 'put'>>('PUT', path, { body })
export const trySms = (body: SmsTryBody) => request<SmsTryResult>('POST', `${path}/test`, { body })

import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import { useText } from '../../i18n/use-text'

/** Lists that people choose from, in the words and the order of the organisation. */
export type PickListPath = '/api/v1/dispute-reasons' | '/api/v1/bad-debt-causes' | '/api/v1/waiver-reasons'
export type PickListEntry = Answer<PickListPath>['items'][number]

export const pickListKey = (path: PickListPath) => ['pick-list', path]

export function usePickList(path: PickListPath) {
  return useQuery({
    queryKey: pickListKey(path),
    queryFn: ({ signal }) => request<Answer<PickListPath>>('GET', path, { signal }),
    staleTime: 300_000,
  })
}

/** What may be chosen, and what is `kept` although it was retired meanwhile. */
export function usePickOptions(path: PickListPath, kept: readonly string[] = []) {
  const text = useText()
  return (usePickList(path).data?.items ?? [])
    .filter(({ code, active }) => active || kept.includes(code))
    .map(({ code, nameZh, nameEn }) => ({ value: code, label: text({ zh: nameZh, en: nameEn }) }))
}

export const putPickList = (path: PickListPath, items: readonly PickListEntry[]) =>
  request<Answer<PickListPath>>('PUT', path, { body: { items } })

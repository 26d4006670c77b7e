import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Item } from '../api/answer'
import { request } from '../api/request'
import { readCustomers, type KnownCustomer } from '../session/recents'
import { useUser } from '../session/session'
import { useNavigation } from './use-navigation'

type Found = Item<'/api/v1/search'>

export interface Hit {
  key: string
  group: 'pinned' | 'recent' | 'pages' | Found['kind']
  title: string
  detail?: string
  path: string
}

const typingPauseMs = 150

function useDebounced(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingPauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

function knownHit(group: 'pinned' | 'recent', { code, name }: KnownCustomer): Hit {
  const path = `/customers/${encodeURIComponent(code)}`
  return { key: `${group}:${code}`, group, title: name, detail: code, path }
}

function foundHit({ kind, id, number, customerCode, customerName, link }: Found): Hit {
  const isCustomer = kind === 'customer'
  return {
    key: `${kind}:${id}`,
    group: kind,
    title: isCustomer ? customerName : (number ?? id),
    detail: isCustomer ? customerCode : customerName,
    path: link,
  }
}

/**
 * What a text leads to: customers, holds, documents and decisions of the server, and pages; with no text, what was
 * pinned or opened lately, and all pages.
 */
export function useHits(text: string): { hits: readonly Hit[]; searching: boolean } {
  const { t } = useTranslation('shell')
  const user = useUser()
  const sections = useNavigation()
  const q = useDebounced(text.trim())
  const found = useQuery({
    queryKey: ['global-search', q],
    queryFn: ({ signal }) =>
      request<{ items: Found[] }>('GET', '/api/v1/search', { query: { q, limit: 6 }, signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  const pageHits = sections
    .flatMap((section) => section.items)
    .map(({ path, label }): Hit => ({ key: path, group: 'pages', title: t(`nav.${label}`), path }))
  if (q === '') {
    const pinned = readCustomers('pinned', user.username).map((known) => knownHit('pinned', known))
    const recent = readCustomers('recent', user.username).map((known) => knownHit('recent', known))
    return { hits: [...pinned, ...recent, ...pageHits], searching: false }
  }
  const matching = pageHits.filter((hit) => hit.title.toLowerCase().includes(q.toLowerCase()))
  return { hits: [...(found.data?.items ?? []).map(foundHit), ...matching], searching: found.isFetching }
}

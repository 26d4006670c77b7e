import i18next from 'i18next'
import { useQuery } from '@tanstack/react-query'
import { languages } from '../../i18n/language'
import type { Naming } from './flow-edit'

/** Loads the words of this feature in both languages: what is named here is named in both. */
export function useBothLanguagesReady(): boolean {
  return useQuery({
    queryKey: ['words', 'approvals'],
    queryFn: () => i18next.loadLanguages([...languages]).then(() => true),
    staleTime: Infinity,
  }).isSuccess
}

/** Names a new part of a flow in both languages. */
export function useBothLanguages(): Naming {
  const zh = i18next.getFixedT('zh-CN', 'approvals')
  const en = i18next.getFixedT('en', 'approvals')
  return (part) => {
    const key =
      part === 'start' || part === 'otherwise' || part === 'branch' ? `begin.${part}` : `part.${part}.name`
    return { zh: zh(key as 'begin.start'), en: en(key as 'begin.start') }
  }
}

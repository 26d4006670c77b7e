import { useQuery } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type RulesVersion = Item<'/api/v1/control-rules'>
export type Rule = RulesVersion['content']['rules'][number]
export type Condition = Rule['conditions'][number]

/** All versions of the control rules, newest first. */
export function useRulesVersions() {
  return useQuery({
    queryKey: ['control-rules'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/control-rules'>>('GET', '/api/v1/control-rules', { signal }),
  })
}

type RulesBody = Sent<'/api/v1/control-rules'>

/** The new version, or the case that decides on it. */
export type Publication = RulesVersion | { caseId: string }

/** Publishes all rules as the version after `baseVersion`, and refuses when another has come first. */
export const publishRules = (rules: readonly Rule[], baseVersion: number) =>
  request<Publication>('POST', '/api/v1/control-rules', {
    body: { rules: [...rules], baseVersion } satisfies RulesBody,
  })

import type { CaseItem } from '../../ui/cases/case-api'

/** The page of what a case decides on; undefined when it has none. */
export function subjectHref({ subject, objectId, customer, segment }: CaseItem): string | undefined {
  const account =
    customer === null
      ? undefined
      : `/accounts/${encodeURIComponent(customer.code)}${segment === null ? '' : `/${encodeURIComponent(segment)}`}`
  switch (subject) {
    case 'hold-release':
      return `/holds/${objectId}`
    case 'limit-change':
      return account ?? `/limits/${objectId}`
    case 'temporary-limit':
    case 'credit-opening':
      return account
    case 'rating-override':
      return customer === null ? undefined : `/customers/${encodeURIComponent(customer.code)}/rating`
    case 'instalment-plan':
      return customer === null ? undefined : `/worklist/${encodeURIComponent(customer.code)}`
    case 'interest-waiver':
      return customer === null ? undefined : `/claims?search=${encodeURIComponent(customer.code)}`
    case 'write-off':
      return `/write-offs/${objectId}`
    case 'model-release':
      return `/models/${objectId}`
    case 'forecast-release':
      return '/cash-forecast/model'
    case 'rating-overlay':
      return '/rating-overlays'
    case 'control-rules':
      return '/rules'
    case 'scorecard-publication':
      return `/scorecard/drafts/${objectId}`
    case 'policy':
      return '/policies'
    case 'collection-strategies':
      return '/strategies'
    default:
      return undefined
  }
}

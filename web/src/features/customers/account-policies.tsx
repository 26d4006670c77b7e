import { PolicyPanel } from '../../ui/policy-panel'
import { useAccounts } from './account-api'

/** What the credit policy says of the customer's first account; the others are on their own pages. */
export function AccountPolicies({ code }: { code: string }) {
  const [account] = useAccounts(code).data?.items ?? []
  return account === undefined ? null : <PolicyPanel code={code} segment={account.segment} />
}

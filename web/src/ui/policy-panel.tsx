import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../api/answer'
import { request } from '../api/request'
import { useText } from '../i18n/use-text'
import { Instant } from './day'
import { ErrorState } from './error-state'
import { GrantedLines } from './granted-lines'
import styles from './granted-lines.module.css'
import { Money } from './money'
import { Panel } from './panel'
import { PanelSkeleton } from './panel-skeleton'

type AccountPolicy = Answer<'/api/v1/customers/{code}/accounts/{segment}/policy'>

function useAccountPolicy(code: string, segment: string) {
  return useQuery({
    queryKey: ['account', code, segment, 'policy'],
    queryFn: ({ signal }) =>
      request<AccountPolicy>(
        'GET',
        `/api/v1/customers/${encodeURIComponent(code)}/accounts/${encodeURIComponent(segment)}/policy`,
        { signal },
      ),
  })
}

function Loaded({ policy }: { policy: AccountPolicy }) {
  const { t } = useTranslation('limits')
  const textOf = useText()
  const { byPolicy, agreed } = policy
  return (
    <>
      {byPolicy === null ? (
        <p className="xh-quiet">{t('policy.nothing')}</p>
      ) : (
        <>
          <p className={styles.figure}>
            <span>{t('policy.limit')}</span>
            <Money value={byPolicy.limit} currency="sign" />
            <span className="xh-quiet">{textOf(byPolicy.reason)}</span>
          </p>
          <GrantedLines lines={byPolicy.grantedLines} />
        </>
      )}
      {agreed !== null && (
        <div className={styles.agreed}>
          <span className="xh-quiet">
            {t('policy.agreed')} <Instant value={agreed.since} />
          </span>
          <GrantedLines lines={agreed.grantedLines} />
        </div>
      )}
    </>
  )
}

/** What the policy in force says of an account, and what was agreed with the last limit by policy. */
export function PolicyPanel({ code, segment }: { code: string; segment: string }) {
  const { t } = useTranslation('limits')
  const policy = useAccountPolicy(code, segment)
  const content = () => {
    if (policy.isError) return <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />
    return policy.isPending ? <PanelSkeleton rows={3} /> : <Loaded policy={policy.data} />
  }
  return (
    <Panel
      title={t('policy.title')}
      extra={policy.data && t('policy.version', { version: policy.data.policyVersion })}
    >
      {content()}
    </Panel>
  )
}

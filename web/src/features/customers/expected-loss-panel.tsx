import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import styles from './credit-panel.module.css'

type Loss = Answer<'/api/v1/customers/{code}/expected-loss'>

function Loaded({ loss }: { loss: Loss }) {
  const { t } = useTranslation('customers')
  return (
    <>
      <p className={styles.main}>
        <Money value={loss.expectedLoss} currency="sign" />
      </p>
      <p className="xh-quiet">
        {t('loss.formula', { pd: loss.pd.toFixed(2), lgd: loss.lgd, drawn: loss.unusedDrawn })}{' '}
        <Money value={loss.atDefault} currency="sign" />
      </p>
      <p className="xh-quiet">
        {t(`loss.from.${loss.pdFrom}`)} · {t('loss.policy', { version: loss.policyVersion })}
      </p>
    </>
  )
}

/** What loss of a year is expected from the customer, and how that was computed. */
export function ExpectedLossPanel({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const loss = useQuery({
    queryKey: ['customer', code, 'expected-loss'],
    queryFn: ({ signal }) =>
      request<Loss>('GET', `/api/v1/customers/${encodeURIComponent(code)}/expected-loss`, { signal }),
  })
  const content = () => {
    if (loss.isError) return <ErrorState error={loss.error} onRetry={() => void loss.refetch()} />
    return loss.isPending ? <PanelSkeleton rows={2} /> : <Loaded loss={loss.data} />
  }
  return <Panel title={t('loss.title')}>{content()}</Panel>
}

import { HistoryOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { Day, Instant } from '../../ui/day'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { Explain } from '../../ui/explain'
import { formatAmount } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import { OutcomeTag } from '../../ui/outcome-tag'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import { replayDecision, useDecision, type Decision } from './api'
import styles from './checks.module.css'
import { DecisionView } from './decision-view'

/** Decides again from the recorded facts, and says whether the answer is the same. */
function ReplayPanel({ id }: { id: string }) {
  const { t } = useTranslation('checks')
  const replay = useMutation({ mutationFn: () => replayDecision(id) })
  return (
    <Panel title={t('replay.title')}>
      <p className="xh-quiet">{t('replay.hint')}</p>
      <p>
        <Button icon={<HistoryOutlined />} loading={replay.isPending} onClick={() => replay.mutate()}>
          {t('replay.run')}
        </Button>
      </p>
      <ProblemAlert error={replay.error} />
      {replay.data !== undefined && (
        <div className={styles.compare} role="status">
          <Alert
            showIcon
            type={replay.data.agrees ? 'success' : 'error'}
            title={replay.data.agrees ? t('replay.same') : t('replay.differs')}
          />
          <span>
            {t('replay.recorded')} <OutcomeTag outcome={replay.data.recorded.outcome} />
          </span>
          <span>
            {t('replay.recomputed')} <OutcomeTag outcome={replay.data.recomputed.outcome} />
          </span>
          {!replay.data.agrees && <Explain reasons={replay.data.recomputed.reasons} />}
        </div>
      )}
    </Panel>
  )
}

const lineKinds = ['base', 'temporary', 'seasonal', 'secured'] as const

function FactsPanel({ decision }: { decision: Decision }) {
  const { t } = useTranslation('checks')
  const { limit } = decision
  const kindOf = (kind: string) => {
    const known = lineKinds.find((one) => one === kind)
    return known === undefined ? kind : t(`lineKind.${known}`)
  }
  return (
    <Panel title={t('facts.title')}>
      <dl className={styles.facts}>
        <dt>{t('facts.document')}</dt>
        <dd>
          {decision.document.source} · {decision.document.number} · {t('facts.version')}{' '}
          {decision.document.version}
        </dd>
        <dt>{t('list.amount')}</dt>
        <dd>
          <Money value={decision.amount} currency="sign" />
        </dd>
        <dt>{t('facts.checkpoint')}</dt>
        <dd>{t(`checkpoint.${decision.checkpoint}`)}</dd>
        {limit.parts.map((part) => (
          <div key={`${part.kind}${part.validFrom}${part.amount}`} style={{ display: 'contents' }}>
            <dt>{kindOf(part.kind)}</dt>
            <dd>
              <span className="xh-numeric">{formatAmount(part.amount)}</span>{' '}
              <span className="xh-quiet">
                <Day value={part.validFrom} /> – {part.validTo === null ? '' : <Day value={part.validTo} />}
              </span>
            </dd>
          </div>
        ))}
        <dt>{t('facts.rules')}</dt>
        <dd>
          <Link to="/rules">{t('facts.rulesVersion', { version: decision.policyVersion })}</Link>
        </dd>
        <dt>{t('list.kind')}</dt>
        <dd>{decision.reserve ? t(`trigger.${decision.trigger}`) : t('list.trial')}</dd>
        <dt>{t('facts.by')}</dt>
        <dd>
          <Person username={decision.submittedBy} />
        </dd>
        <dt>{t('list.decidedAt')}</dt>
        <dd>
          <Instant value={decision.decidedAt} />
        </dd>
      </dl>
    </Panel>
  )
}

/** One decision as it was made: why, on what it rested, and proof that it can be made again. */
export function Component() {
  const { t } = useTranslation('checks')
  const { id = '' } = useParams()
  const loading = useDecision(id)
  if (loading.isError) return <ErrorState error={loading.error} onRetry={() => void loading.refetch()} />
  if (loading.isPending) return <PanelSkeleton rows={10} />
  const decision = loading.data
  return (
    <>
      <PageHeader
        title={t('page.title', { number: decision.document.number })}
        detail={
          <>
            <Link to={`/customers/${encodeURIComponent(decision.customerCode)}`}>
              {decision.customerName ?? decision.customerCode}
            </Link>
            <span>{decision.segment}</span>
            <Instant value={decision.decidedAt} />
          </>
        }
      />
      <div className={styles.columns}>
        <Panel title={t('answer.decided')}>
          <DecisionView decision={decision} />
        </Panel>
        <div className={styles.stack}>
          <ReplayPanel id={id} />
          <FactsPanel decision={decision} />
        </div>
      </div>
    </>
  )
}

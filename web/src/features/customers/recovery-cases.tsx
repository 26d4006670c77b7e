import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { CasePanel } from './case-panel'
import { useCases, type BadDebt, type HandOver, type WriteOff } from './recoveries-api'

/** Debts of a customer with a court, a commission or an agency. */
export function HandOverCases({ code }: { code: string }) {
  const { t } = useTranslation('recoveries')
  const found = useCases<HandOver>('/api/v1/hand-overs', code)
  return (
    <CasePanel
      title={t('handOver.title')}
      found={found}
      all="/hand-overs"
      columns={[
        {
          key: 'number',
          title: t('number'),
          render: (_, { id, number }) => <Link to={`/hand-overs/${id}`}>{number}</Link>,
        },
        { key: 'kind', title: t('kind.title'), render: (_, { kind }) => t(`kind.${kind}`) },
        {
          key: 'stage',
          title: t('stage.title'),
          render: (_, { stage, outcome }) => (
            <StatusTag tone={outcome === null ? 'info' : 'neutral'}>
              {outcome === null ? t(`stage.${stage}`) : t(`outcome.${outcome}`)}
            </StatusTag>
          ),
        },
        { key: 'since', title: t('since'), render: (_, { stageOn }) => <Day value={stageOn} /> },
        {
          key: 'amount',
          title: t('amount'),
          align: 'right',
          render: (_, { amount }) => <Money value={amount} currency="sign" strong />,
        },
        {
          key: 'received',
          title: t('received'),
          align: 'right',
          render: (_, { received }) => <Money value={received} currency="sign" />,
        },
      ]}
    />
  )
}

const writeOffTones: Readonly<Record<WriteOff['status'], Tone>> = {
  requested: 'info',
  'written-off': 'danger',
  rejected: 'neutral',
  withdrawn: 'neutral',
}

/** Write-offs of a customer's debts. */
export function WriteOffCases({ code }: { code: string }) {
  const { t } = useTranslation('recoveries')
  const text = useText()
  const found = useCases<WriteOff>('/api/v1/write-offs', code)
  return (
    <CasePanel
      title={t('writeOff.title')}
      found={found}
      all="/write-offs"
      columns={[
        {
          key: 'number',
          title: t('number'),
          render: (_, { id, number }) => <Link to={`/write-offs/${id}`}>{number}</Link>,
        },
        { key: 'reason', title: t('writeOff.reason'), render: (_, { reason }) => text(reason.name) },
        {
          key: 'status',
          title: t('status.title'),
          render: (_, { status }) => (
            <StatusTag tone={writeOffTones[status]}>{t(`status.${status}`)}</StatusTag>
          ),
        },
        {
          key: 'requestedOn',
          title: t('requestedOn'),
          render: (_, { requestedOn }) => <Day value={requestedOn} />,
        },
        {
          key: 'amount',
          title: t('amount'),
          align: 'right',
          render: (_, { amount }) => <Money value={amount} currency="sign" strong />,
        },
        {
          key: 'recovered',
          title: t('recovered'),
          align: 'right',
          render: (_, { recovered }) => <Money value={recovered} currency="sign" />,
        },
      ]}
    />
  )
}

/** What was learnt of the customer's losses. */
export function BadDebtCases({ code }: { code: string }) {
  const { t } = useTranslation('recoveries')
  const text = useText()
  const found = useCases<BadDebt>('/api/v1/bad-debt-cases', code)
  return (
    <CasePanel
      title={t('library.title')}
      found={found}
      all="/bad-debts"
      columns={[
        {
          key: 'number',
          title: t('number'),
          render: (_, { id, number }) => <Link to={`/bad-debts/${id}`}>{number}</Link>,
        },
        {
          key: 'causes',
          title: t('library.causes'),
          render: (_, { causes }) => causes.map(({ name }) => text(name)).join(t('listSeparator')),
        },
        { key: 'lost', title: t('library.lostOn'), render: (_, { lostOn }) => <Day value={lostOn} /> },
        {
          key: 'loss',
          title: t('library.loss'),
          align: 'right',
          render: (_, { loss }) => <Money value={loss} currency="sign" strong />,
        },
      ]}
    />
  )
}

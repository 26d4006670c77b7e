import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { CasePanel } from './case-panel'
import { useCases, type Bill, type InterestNote, type Waiver } from './recoveries-api'

const waiverTones = { requested: 'info', granted: 'good', rejected: 'neutral', withdrawn: 'neutral' } as const

/** Late interest that a customer was let off, or asked to be. */
export function WaiverCases({ code }: { code: string }) {
  const { t } = useTranslation('claims')
  const text = useText()
  const found = useCases<Waiver>('/api/v1/interest-waivers', code)
  const claims = `/claims?search=${encodeURIComponent(code)}`
  return (
    <CasePanel
      title={t('waiver.list')}
      found={found}
      all={claims}
      columns={[
        {
          key: 'number',
          title: t('waiver.number'),
          render: (_, { number }) => <Link to={claims}>{number}</Link>,
        },
        {
          key: 'status',
          title: t('waiver.state'),
          render: (_, { status }) => (
            <StatusTag tone={waiverTones[status]}>{t(`waiver.status.${status}`)}</StatusTag>
          ),
        },
        {
          key: 'reason',
          title: t('waiver.kind'),
          render: (_, { reason, reasonName }) => (reasonName === null ? reason : text(reasonName)),
        },
        { key: 'until', title: t('waiver.untilDay'), render: (_, { until }) => <Day value={until} /> },
        {
          key: 'amount',
          title: t('waiver.amount'),
          align: 'right',
          render: (_, { amount }) => <Money value={amount} currency="sign" strong />,
        },
      ]}
    />
  )
}

const noteTones = { issued: 'info', settled: 'good', cancelled: 'neutral' } as const

/** Late interest that was billed to a customer. */
export function NoteCases({ code }: { code: string }) {
  const { t } = useTranslation('claims')
  const found = useCases<InterestNote>('/api/v1/interest-notes', code)
  return (
    <CasePanel
      title={t('note.list')}
      found={found}
      all={`/invoices?state=all&kind=interest&search=${encodeURIComponent(code)}`}
      columns={[
        {
          key: 'number',
          title: t('note.number'),
          render: (_, { number }) => (
            <Link to={`/invoices?state=all&search=${encodeURIComponent(number)}`}>{number}</Link>
          ),
        },
        {
          key: 'status',
          title: t('note.state'),
          render: (_, { status }) => (
            <StatusTag tone={noteTones[status]}>{t(`note.status.${status}`)}</StatusTag>
          ),
        },
        { key: 'until', title: t('note.untilDay'), render: (_, { until }) => <Day value={until} /> },
        { key: 'due', title: t('dueOn'), render: (_, { dueOn }) => <Day value={dueOn} /> },
        {
          key: 'amount',
          title: t('note.amount'),
          align: 'right',
          render: (_, { amount }) => <Money value={amount} currency="sign" strong />,
        },
        {
          key: 'open',
          title: t('note.left'),
          align: 'right',
          render: (_, { open }) => <Money value={open} currency="sign" />,
        },
      ]}
    />
  )
}

const billTones: Readonly<Record<Bill['state'], Tone>> = {
  held: 'info',
  presented: 'info',
  discounted: 'neutral',
  endorsed: 'neutral',
  paid: 'good',
  dishonoured: 'danger',
  withdrawn: 'neutral',
}

/** Bills of exchange that a customer paid with. */
export function BillCases({ code }: { code: string }) {
  const { t } = useTranslation('bills')
  const found = useCases<Bill>('/api/v1/bills', code)
  return (
    <CasePanel
      title={t('title')}
      found={found}
      all="/bills"
      columns={[
        {
          key: 'number',
          title: t('number'),
          render: (_, { id, number }) => <Link to={`/bills?bill=${id}`}>{number}</Link>,
        },
        { key: 'kind', title: t('kind.title'), render: (_, { kind }) => t(`kind.${kind}`) },
        {
          key: 'state',
          title: t('state.title'),
          render: (_, { state }) => <StatusTag tone={billTones[state]}>{t(`state.${state}`)}</StatusTag>,
        },
        { key: 'matures', title: t('maturesOn'), render: (_, { maturesOn }) => <Day value={maturesOn} /> },
        {
          key: 'amount',
          title: t('amount'),
          align: 'right',
          render: (_, { amount }) => <Money value={amount} currency="sign" strong />,
        },
      ]}
    />
  )
}

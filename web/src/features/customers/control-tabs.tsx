import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { DataList } from '../../ui/data-list/data-list'
import type { ListState } from '../../ui/data-list/list-state'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { OutcomeTag } from '../../ui/outcome-tag'
import { Person } from '../../ui/person'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { listDecisions, listHolds, type Decision, type Hold } from './control-api'
import styles from './customers.module.css'

function Reasons({ reasons }: { reasons: readonly Decision['reasons'][number][] }) {
  const textOf = useText()
  if (reasons.length === 0) return <span className="xh-quiet">–</span>
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason, index) => (
        <li key={`${reason.code}${index}`}>{textOf(reason.message)}</li>
      ))}
    </ul>
  )
}

/** Every credit check of the customer, newest first. */
export function DecisionsTab({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const load = useCallback(
    (state: ListState, signal: AbortSignal) => listDecisions(code, state, signal),
    [code],
  )
  const columns = useMemo(
    (): readonly DataColumn<Decision>[] => [
      {
        key: 'decidedAt',
        title: t('decision.at'),
        width: 150,
        card: 'title',
        render: (row) => <Instant value={row.decidedAt} />,
      },
      {
        key: 'outcome',
        title: t('decision.outcome'),
        width: 140,
        card: 'aside',
        render: (row) => <OutcomeTag outcome={row.outcome} />,
      },
      { key: 'document', title: t('document.number'), render: (row) => row.document.number },
      {
        key: 'checkpoint',
        title: t('decision.checkpoint'),
        width: 90,
        render: (row) => t(`checkpoint.${row.checkpoint}`),
      },
      {
        key: 'amount',
        title: t('document.amount'),
        align: 'right',
        render: (row) => <Money value={row.amount} currency="sign" />,
      },
      {
        key: 'reasons',
        title: t('decision.reasons'),
        card: 'block',
        render: (row) => <Reasons reasons={row.reasons} />,
      },
    ],
    [t],
  )
  return (
    <DataList
      name="customer-decisions"
      scope={code}
      columns={columns}
      load={load}
      rowKey={(row) => row.id}
      empty={{ title: t('decision.emptyTitle'), hint: t('decision.emptyHint') }}
    />
  )
}

const holdTones: Readonly<Record<Hold['status'], Tone>> = {
  open: 'warn',
  released: 'good',
  rejected: 'danger',
  superseded: 'neutral',
}

/** Held orders of the customer, open ones first. */
export function HoldsTab({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const load = useCallback((state: ListState, signal: AbortSignal) => listHolds(code, state, signal), [code])
  const columns = useMemo(
    (): readonly DataColumn<Hold>[] => [
      {
        key: 'openedAt',
        title: t('hold.openedAt'),
        width: 150,
        card: 'title',
        render: (row) => <Instant value={row.openedAt} />,
      },
      {
        key: 'status',
        title: t('hold.status'),
        width: 120,
        card: 'aside',
        render: (row) => <StatusTag tone={holdTones[row.status]}>{t(`holdStatus.${row.status}`)}</StatusTag>,
      },
      { key: 'document', title: t('document.number'), render: (row) => row.document.number },
      {
        key: 'amount',
        title: t('document.amount'),
        align: 'right',
        render: (row) => <Money value={row.amount} currency="sign" />,
      },
      {
        key: 'reasons',
        title: t('decision.reasons'),
        card: 'block',
        render: (row) => <Reasons reasons={row.reasons} />,
      },
      {
        key: 'closedBy',
        title: t('hold.closedBy'),
        width: 120,
        render: (row) => <Person username={row.closed?.by} />,
      },
    ],
    [t],
  )
  return (
    <DataList
      name="customer-holds"
      scope={code}
      columns={columns}
      load={load}
      rowKey={(row) => row.id}
      rowHref={(row) => `/holds/${row.id}`}
      empty={{ title: t('hold.emptyTitle'), hint: t('hold.emptyHint') }}
    />
  )
}

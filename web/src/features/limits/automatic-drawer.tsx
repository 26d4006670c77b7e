import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { applyAutomatic, tryAutomatic, useLimitsChanged, type AutomaticRun } from './api'
import styles from './limits.module.css'

type Item = AutomaticRun['items'][number]

function Changes({ run }: { run: AutomaticRun }) {
  const { t } = useTranslation('limits')
  const textOf = useText()
  const columns: readonly StackingColumn<Item>[] = [
    {
      key: 'customer',
      title: t('column.customer'),
      render: (_, { customerCode, segment }) => (
        <Link to={`/accounts/${encodeURIComponent(customerCode)}/${encodeURIComponent(segment)}`}>
          {customerCode} · {segment}
        </Link>
      ),
    },
    {
      key: 'grade',
      stack: 'aside',
      title: t('column.grade'),
      render: (_, { grade }) => <GradeTag grade={grade} />,
    },
    {
      key: 'current',
      title: t('column.current'),
      align: 'right',
      render: (_, { current }) => <Money value={current} currency="sign" />,
    },
    {
      key: 'proposed',
      title: t('column.proposed'),
      align: 'right',
      render: (_, { proposed }) => <Money value={proposed} currency="sign" />,
    },
  ]
  return (
    <>
      <p>{t('automatic.counts', { proposed: run.proposed, count: run.applied })}</p>
      {run.items.length > 0 && (
        <StackingTable<Item>
          rowKey={({ customerCode, segment }) => `${customerCode} ${segment}`}
          rows={run.items}
          columns={columns}
          pageSize={10}
        />
      )}
      {run.left.length > 0 && (
        <>
          <h4>{t('automatic.left')}</h4>
          <ul className={styles.reasons}>
            {run.left.map(({ code, text, count }) => (
              <li key={code}>
                {textOf(text)} <span className="xh-quiet">{count}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function AutomaticDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('limits')
  const { message } = App.useApp()
  const changed = useLimitsChanged()
  const trial = useQuery({
    queryKey: ['automatic-limits', 'try'],
    queryFn: ({ signal }) => tryAutomatic(signal),
    staleTime: 0,
    gcTime: 0,
  })
  const apply = useMutation({
    mutationFn: applyAutomatic,
    onSuccess: ({ applied }) => {
      void message.success(t('automatic.done', { count: applied }))
      onClose()
    },
    onSettled: changed,
  })
  const content = () => {
    if (trial.isError) return <ErrorState error={trial.error} onRetry={() => void trial.refetch()} />
    if (trial.isPending) return <PanelSkeleton rows={6} />
    if (!trial.data.enabled) return <Alert type="info" showIcon title={t('automatic.off')} />
    return <Changes run={trial.data} />
  }
  return (
    <Drawer
      open
      size="large"
      title={t('automatic.title')}
      onClose={onClose}
      footer={
        trial.data?.enabled === true && (
          <Button type="primary" block loading={apply.isPending} onClick={() => apply.mutate()}>
            {t('automatic.apply')}
          </Button>
        )
      }
    >
      <p className="xh-quiet">{t('automatic.hint')}</p>
      {content()}
      <ProblemAlert error={apply.error} />
    </Drawer>
  )
}

/** What the policy would put in force by itself now, and doing it without waiting for the night. */
export function AutomaticButton() {
  const { t } = useTranslation('limits')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('automatic.title')}</Button>
      {open && <AutomaticDrawer onClose={() => setOpen(false)} />}
    </>
  )
}

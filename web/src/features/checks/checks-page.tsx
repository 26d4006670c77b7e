import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { cx } from '../../ui/cx'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { checkOrder, withoutNumber, type Decision, type OrderDraft } from './api'
import { CheckList } from './check-list'
import styles from './checks.module.css'
import { DecisionView, ShortVerdict } from './decision-view'
import { OrderForm } from './order-form'

const typingPauseMs = 600

function useSettled(draft: OrderDraft | undefined): OrderDraft | undefined {
  const [settled, setSettled] = useState(draft)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(draft), typingPauseMs)
    return () => clearTimeout(timer)
  }, [draft])
  return settled
}

/** What the answer would be, asked again whenever the order changes; nothing is taken. */
function useTrial(draft: OrderDraft | undefined) {
  const settled = useSettled(draft)
  const { number: _, ...matter } = settled ?? { number: '' }
  return useQuery({
    queryKey: ['trial', matter],
    queryFn: ({ signal }): Promise<Decision> => {
      if (settled === undefined) return Promise.reject(new Error('asked without an order'))
      return checkOrder({ ...settled, number: settled.number || withoutNumber }, false, signal)
    },
    enabled: settled !== undefined,
    staleTime: 0,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  })
}

interface AnswerProps {
  draft: OrderDraft | undefined
  trial: ReturnType<typeof useTrial>
  committed: Decision | undefined
}

function Answer({ draft, trial, committed }: AnswerProps) {
  const { t } = useTranslation('checks')
  const content = () => {
    if (committed !== undefined) return <DecisionView decision={committed} />
    if (draft === undefined) return <EmptyState title={t('answer.emptyTitle')} hint={t('answer.emptyHint')} />
    if (trial.isError) return <ErrorState error={trial.error} onRetry={() => void trial.refetch()} />
    if (trial.data === undefined) return <PanelSkeleton rows={6} />
    return (
      <div className={cx(trial.isPlaceholderData && styles.stale)}>
        <DecisionView decision={trial.data} />
      </div>
    )
  }
  return <Panel title={committed === undefined ? t('answer.trial') : t('answer.decided')}>{content()}</Panel>
}

function Console() {
  const { t } = useTranslation('checks')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [params] = useSearchParams()
  const [draft, setDraft] = useState<OrderDraft>()
  const commit = useMutation({
    mutationFn: (order: OrderDraft) => checkOrder(order, true),
    onSuccess: (decision) => {
      void queries.invalidateQueries({ queryKey: ['list', 'checks'] })
      void queries.invalidateQueries({ queryKey: ['customer', decision.customerCode] })
      void message.info(t(`committed.${decision.outcome}`, { number: decision.document.number }))
    },
  })
  const trial = useTrial(commit.data === undefined ? draft : undefined)
  const shown = commit.data ?? (draft === undefined ? undefined : trial.data)
  return (
    <div className={styles.console}>
      <Panel title={t('form.title')}>
        <ProblemAlert error={commit.error} />
        <OrderForm
          initialCustomer={params.get('customer') ?? undefined}
          committing={commit.isPending}
          verdict={shown === undefined ? null : <ShortVerdict decision={shown} />}
          onCommit={(order) => commit.mutate(order)}
          onDraft={(next) => {
            setDraft(next)
            commit.reset()
          }}
        />
      </Panel>
      <Answer draft={draft} trial={trial} committed={commit.data} />
    </div>
  )
}

/** May this order go ahead on account? Try it, see why, commit it or not; below, what was decided lately. */
export function Component() {
  const { t } = useTranslation('checks')
  const user = useUser()
  return (
    <>
      <PageHeader title={t('title')} detail={t('detail')} />
      {user.can('checks:create') && <Console />}
      <CheckList />
    </>
  )
}

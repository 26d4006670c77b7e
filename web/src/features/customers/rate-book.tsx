import { FundOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Progress } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import type { Item } from '../../api/answer'
import { api, unwrap } from '../../api/client'
import { ConfirmAction } from '../../ui/confirm-action'
import { ProblemAlert } from '../../ui/error-state'
import styles from './customers.module.css'

type RatingRun = Item<'/api/v1/rating-runs'>

const pollMs = 1000
const runsKey = ['rating-runs']

function isGoing(run: RatingRun | undefined): boolean {
  return run?.status === 'queued' || run?.status === 'running'
}

/** The newest run over the whole book, whoever started it; asked again every second while it works. */
function useNewestRun() {
  return useQuery({
    queryKey: runsKey,
    queryFn: async ({ signal }) => unwrap(await api.GET('/api/v1/rating-runs', { signal })).items,
    select: ([newest]) => newest,
    refetchInterval: ({ state }) => (isGoing(state.data?.[0]) ? pollMs : false),
  })
}

/** Tells how a run ended that was seen at work, and asks again for what rests on grades. */
function useTellEnd(run: RatingRun | undefined): void {
  const { t } = useTranslation('customers')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const seen = useRef<string>(undefined)
  useEffect(() => {
    if (run === undefined) return
    if (isGoing(run)) seen.current = run.id
    else if (seen.current === run.id) {
      seen.current = undefined
      if (run.status === 'failed') void message.error(t('rateBook.failed'), 8)
      else void message.success(t('rateBook.done', { count: run.done, changed: run.gradesChanged }), 8)
      for (const queryKey of [['list', 'customers'], ['customer']])
        void queries.invalidateQueries({ queryKey })
    }
  }, [run, message, queries, t])
}

/** Has every customer rated now, and shows how far that is. */
export function RateBook() {
  const { t } = useTranslation('customers')
  const queries = useQueryClient()
  const newest = useNewestRun().data
  useTellEnd(newest)
  const start = useMutation({
    mutationFn: async () => unwrap(await api.POST('/api/v1/rating-runs', { body: {} })),
    onSettled: () => queries.invalidateQueries({ queryKey: runsKey }),
  })
  const going = isGoing(newest) ? newest : undefined
  const { done = 0, total } = going ?? {}
  return (
    <>
      {going !== undefined && (
        <div className={styles.running} role="status">
          <Progress
            size="small"
            status="active"
            showInfo={false}
            percent={total == null || total === 0 ? 0 : Math.floor((done / total) * 100)}
            aria-label={t('rateBook.running')}
          />
          <span className="xh-quiet">
            {total == null ? t('rateBook.queued') : t('rateBook.progress', { done, total })}
          </span>
        </div>
      )}
      <ConfirmAction
        label={t('rateBook.action')}
        question={t('rateBook.question')}
        consequence={t('rateBook.consequence')}
        onConfirm={() => start.mutate()}
        button={{ icon: <FundOutlined />, loading: start.isPending || going !== undefined }}
      />
      <ProblemAlert error={start.error} />
    </>
  )
}

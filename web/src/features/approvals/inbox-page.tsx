import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useLocation, useNavigate, useParams } from 'react-router'
import { useUser } from '../../session/session'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import { TabLinks } from '../../ui/tab-links'
import { boxes, useInboxCounts, type Box } from '../../ui/cases/case-api'
import { CaseView } from './case-view'
import { InboxList } from './inbox-list'

/** What waits for me, what I decided, what I asked for, what I was told of; the case beside the list. */
export function Component() {
  const { t } = useTranslation('approvals')
  const user = useUser()
  const { box: wanted, id } = useParams()
  const { search } = useLocation()
  const navigate = useNavigate()
  const counts = useInboxCounts().data
  const manages = user.can('approvals:manage')
  const all: readonly Box[] = [
    ...boxes,
    ...(user.can('securities:confirm') ? (['security'] as const) : []),
    ...(manages ? (['all'] as const) : []),
  ]
  const box = all.find((one) => one === wanted)
  const open = useCallback(
    (row: { id: string }) =>
      void navigate(
        { pathname: `/approvals/${box ?? 'todo'}/${row.id}`, search },
        { preventScrollReset: true },
      ),
    [navigate, search, box],
  )
  if (box === undefined) return <Navigate replace to="/approvals/todo" />
  const close = () => void navigate({ pathname: `/approvals/${box}`, search }, { preventScrollReset: true })
  const count: Partial<Record<Box, number>> =
    counts === undefined
      ? {}
      : { todo: counts.todo, started: counts.startedRunning, copied: counts.copiedUnread }
  return (
    <>
      <PageHeader
        title={t('inbox.title')}
        detail={
          counts !== undefined && counts.overdue > 0
            ? t('inbox.overdue', { count: counts.overdue })
            : t('inbox.detail')
        }
        actions={
          manages && (
            <>
              <Link to="/approvals/statistics">{t('statistics.title')}</Link>
              <Link to="/approvals/calendar">{t('calendar.title')}</Link>
            </>
          )
        }
      />
      <TabLinks
        label={t('inbox.title')}
        items={all.map((one) => ({
          to: `/approvals/${one}`,
          label: count[one]
            ? t('box.counted', { name: t(`box.${one}`), count: count[one] })
            : t(`box.${one}`),
        }))}
      />
      <SplitView
        list={<InboxList key={box} box={box} openId={id} onOpen={open} />}
        label={t('case.title')}
        onClose={close}
        {...(id === undefined ? {} : { detail: <CaseView key={id} id={id} /> })}
      />
    </>
  )
}

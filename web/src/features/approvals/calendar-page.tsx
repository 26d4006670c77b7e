import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { saveWorkingYear, useWorkingYear, type Exception, type WorkingYear } from './calendar-api'
import { CalendarExceptions } from './calendar-exceptions'
import { areRising, CalendarHours } from './calendar-hours'
import { CalendarMonth } from './calendar-month'
import styles from './calendar.module.css'
import { isSame } from './flow-diff'
import type { MonthDay } from './month-days'
import { useLeaveGuard } from '../../ui/use-leave-guard'

const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const

function Year({ loaded }: { loaded: WorkingYear }) {
  const { t } = useTranslation(['approvals', 'common'])
  const { message } = App.useApp()
  const canEdit = useUser().can('flows:write')
  const queries = useQueryClient()
  const [intervals, setIntervals] = useState(loaded.intervals)
  const [exceptions, setExceptions] = useState<readonly Exception[]>(loaded.exceptions)
  const [saved, setSaved] = useState(loaded)
  const national = useMemo(() => new Map(loaded.national.map((one) => [one.day, one])), [loaded])
  const own = useMemo(() => new Map(exceptions.map((one) => [one.day, one])), [exceptions])
  const dirty = !isSame([intervals, exceptions], [saved.intervals, saved.exceptions])
  useLeaveGuard(dirty)
  const save = useMutation({
    mutationFn: () => saveWorkingYear(loaded.year, { intervals, exceptions: [...exceptions] }),
    onSuccess: (after) => {
      setSaved(after)
      setExceptions(after.exceptions)
      queries.setQueryData(['working-calendar', loaded.year], after)
      void message.success(t('calendar.saved'))
    },
  })
  const toggle = ({ day, weekend }: MonthDay, working: boolean) => {
    const usual = national.get(day)?.working ?? !weekend
    const others = exceptions.filter((one) => one.day !== day)
    const next =
      usual === !working
        ? others
        : [
            ...others,
            { day, working: !working, name: t(working ? 'calendar.ownFree' : 'calendar.ownWorking') },
          ]
    setExceptions(next.sort((a, b) => a.day.localeCompare(b.day)))
  }
  const complete = areRising(intervals) && exceptions.every(({ name }) => name.trim() !== '')
  return (
    <>
      <ProblemAlert error={save.error} />
      {loaded.national.length === 0 && (
        <p className={styles.unknown}>{t('calendar.unknown', { year: loaded.year })}</p>
      )}
      <div className={styles.page}>
        <div className={styles.year}>
          {months.map((month) => (
            <CalendarMonth
              key={month}
              year={loaded.year}
              month={month}
              national={national}
              exceptions={own}
              canEdit={canEdit}
              onToggle={toggle}
            />
          ))}
        </div>
        <div className={styles.side}>
          <p className={styles.legend}>
            <span data-working>{t('calendar.working')}</span>
            <span>{t('calendar.free')}</span>
            <span data-special>{t('calendar.special')}</span>
            <span data-own>{t('calendar.own')}</span>
          </p>
          <CalendarHours intervals={intervals} canEdit={canEdit} onChange={setIntervals} />
          <CalendarExceptions exceptions={exceptions} canEdit={canEdit} onChange={setExceptions} />
          {canEdit && (
            <Button
              type="primary"
              block
              disabled={!dirty || !complete}
              loading={save.isPending}
              onClick={() => save.mutate()}
            >
              {t('common:action.save')}
            </Button>
          )}
        </div>
      </div>
    </>
  )
}

/** When the organisation works: the year at a glance, working hours, and days of its own. */
export function Component() {
  const { t } = useTranslation('approvals')
  const [params, setParams] = useSearchParams()
  const asked = Number(params.get('year'))
  const year = Number.isInteger(asked) && asked >= 2000 && asked <= 2100 ? asked : new Date().getFullYear()
  const loaded = useWorkingYear(year)
  const show = (next: number) => setParams({ year: String(next) }, { replace: true })
  return (
    <>
      <PageHeader
        title={t('calendar.title')}
        detail={t('calendar.detail')}
        actions={
          <span className={styles.years}>
            <Button
              icon={<LeftOutlined />}
              aria-label={t('calendar.previous')}
              onClick={() => show(year - 1)}
            />
            <strong className="xh-numeric">{year}</strong>
            <Button icon={<RightOutlined />} aria-label={t('calendar.next')} onClick={() => show(year + 1)} />
          </span>
        }
      />
      {loaded.isError ? (
        <ErrorState error={loaded.error} onRetry={() => void loaded.refetch()} />
      ) : loaded.isPending ? (
        <PanelSkeleton rows={14} />
      ) : (
        <Year key={year} loaded={loaded.data} />
      )}
    </>
  )
}

import { Button, Mentions } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { usePersonName } from '../../session/people'
import { Day, Instant } from '../../ui/day'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useHoldsChanged, type Hold } from './api'
import { AssignHold } from './assign-hold'
import styles from './holds.module.css'
import { actOnHold, noteOnHold, useColleagues, useWork, type Work } from './work-api'

function Notes({ hold }: { hold: Hold }) {
  const { t } = useTranslation('holds')
  const changed = useHoldsChanged()
  const colleagues = useColleagues()
  const [text, setText] = useState('')
  const note = useMutation({
    mutationFn: () => noteOnHold(hold.id, text.trim()),
    onSuccess: () => {
      setText('')
      changed()
    },
  })
  return (
    <div className={styles.note}>
      <Mentions
        rows={2}
        maxLength={1000}
        value={text}
        options={colleagues.data ?? []}
        placeholder={t('work.notePlaceholder')}
        aria-label={t('work.note')}
        onChange={setText}
      />
      <Button disabled={text.trim() === ''} loading={note.isPending} onClick={() => note.mutate()}>
        {t('work.note')}
      </Button>
      <ProblemAlert error={note.error} />
    </div>
  )
}

function History({ events }: { events: Work['events'] }) {
  const { t } = useTranslation('holds')
  const nameOf = usePersonName()
  if (events.length === 0) return <p className="xh-quiet">{t('work.noHistory')}</p>
  return (
    <ol className={styles.history}>
      {events.toReversed().map((event) => (
        <li key={`${event.at} ${event.kind} ${event.by}`}>
          <span>
            {t(`event.${event.kind as 'noted'}`, {
              by: nameOf(event.by),
              who: event.concerned.map(nameOf).join(' '),
            })}
          </span>
          {event.amount !== null && (
            <>
              {' '}
              <Money value={event.amount} currency="sign" />
            </>
          )}
          {event.day !== null && (
            <>
              {' · '}
              <Day value={event.day} />
            </>
          )}{' '}
          <span className="xh-quiet">
            <Instant value={event.at} />
          </span>
          {event.note !== null && <q>{event.note}</q>}
        </li>
      ))}
    </ol>
  )
}

function Prepayment({ hold, asked }: { hold: Hold; asked: NonNullable<Work['prepayment']> }) {
  const { t } = useTranslation('holds')
  const changed = useHoldsChanged()
  const withdraw = useMutation({
    mutationFn: () => actOnHold(hold.id, 'prepayment/withdraw'),
    onSettled: changed,
  })
  return (
    <p className={styles.request}>
      {t(asked.status === 'received' ? 'work.received' : 'work.asked')}{' '}
      <Money value={asked.amount} currency="sign" strong /> · {t('work.arrived')}{' '}
      <Money value={asked.received} currency="sign" /> · {t('work.due')} <Day value={asked.dueDate} />
      {hold.allowed.includes('withdrawPrepayment') && (
        <Button type="link" size="small" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t('work.withdraw')}
        </Button>
      )}
    </p>
  )
}

/** Whose work the hold is, what was asked of the customer, notes and history. */
export function HoldWork({ hold }: { hold: Hold }) {
  const { t } = useTranslation('holds')
  const work = useWork(hold.id)
  if (work.isError) return <ErrorState error={work.error} onRetry={() => void work.refetch()} />
  return (
    <Panel title={t('work.title')} {...(hold.status === 'open' ? { extra: <AssignHold hold={hold} /> } : {})}>
      {work.isPending ? (
        <PanelSkeleton rows={3} />
      ) : (
        <>
          {work.data.prepayment !== null && <Prepayment hold={hold} asked={work.data.prepayment} />}
          {hold.allowed.includes('note') && <Notes hold={hold} />}
          <History events={work.data.events} />
        </>
      )}
    </Panel>
  )
}

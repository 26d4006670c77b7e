import { Button, Descriptions, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePersonName } from '../../session/people'
import { ErrorState } from '../../ui/error-state'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useBadDebt, type BadDebt } from './api'
import { CauseTags } from './cause-tags'
import { PostMortemDrawer } from './post-mortem-drawer'
import styles from './recoveries.module.css'
import { SignalList } from './signal-list'

/** One case of the library: what happened, what could have been seen, what was learnt. */
export function BadDebtPanel({ id }: { id: string }) {
  const { t } = useTranslation('recoveries')
  const found = useBadDebt(id)
  const [changing, setChanging] = useState(false)
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <PanelSkeleton rows={8} />
  const one = found.data
  return (
    <Flex vertical gap="middle">
      <Facts one={one} />
      {one.allowed.includes('edit') && (
        <div>
          <Button onClick={() => setChanging(true)}>{t('library.change')}</Button>
        </div>
      )}
      <Panel title={t('library.happened')}>
        <p className={styles.text}>{one.happened}</p>
      </Panel>
      <Panel title={t('signal.title')}>
        <SignalList signals={one.signals} />
      </Panel>
      <Panel title={t('library.lessons')}>
        <p className={styles.text}>{one.lessons}</p>
      </Panel>
      {one.rule !== null && (
        <Panel title={t('library.rule')}>
          <p className={styles.text}>{one.rule}</p>
        </Panel>
      )}
      {changing && <PostMortemDrawer of={one.writeOff} one={one} onClose={() => setChanging(false)} />}
    </Flex>
  )
}

function Facts({ one }: { one: BadDebt }) {
  const { t } = useTranslation('recoveries')
  const nameOf = usePersonName()
  const items = [
    {
      key: 'customer',
      label: t('customer'),
      children: <Link to={`/customers/${encodeURIComponent(one.customerCode)}`}>{one.customerName}</Link>,
    },
    {
      key: 'writeOff',
      label: t('writeOff.one'),
      children: <Link to={`/write-offs/${one.writeOff.id}`}>{one.writeOff.number}</Link>,
    },
    { key: 'loss', label: t('library.loss'), children: <Money value={one.loss} currency="sign" strong /> },
    { key: 'recovered', label: t('recovered'), children: <Money value={one.recovered} currency="sign" /> },
    { key: 'industry', label: t('industry'), children: one.industry ?? '–' },
    { key: 'grade', label: t('grade'), children: <GradeTag grade={one.grade} /> },
    {
      key: 'causes',
      label: t('library.causes'),
      children: <CauseTags causes={one.causes} />,
    },
    { key: 'first', label: t('library.first'), children: one.firstSignalOn ?? '–' },
    { key: 'lost', label: t('library.lostOn'), children: one.lostOn },
    {
      key: 'by',
      label: t('library.by'),
      children: `${nameOf(one.writtenBy)} · ${one.writtenAt.slice(0, 10)}`,
    },
  ]
  return <Descriptions column={1} size="small" items={items} />
}

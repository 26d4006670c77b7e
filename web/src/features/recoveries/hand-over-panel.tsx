import { Button, Descriptions, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Day } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useHandOver, type HandOver } from './api'
import { CostDrawer } from './cost-drawer'
import { EvidencePanel } from './evidence-panel'
import styles from './recoveries.module.css'
import { StageDrawer } from './stage-drawer'
import { StageTag } from './stage-tag'
import { Handler } from './handler'

/** One case: where it stands, what proves it, what it cost, what came in. */
export function HandOverPanel({ id }: { id: string }) {
  const { t } = useTranslation('recoveries')
  const found = useHandOver(id)
  const [drawer, setDrawer] = useState<'stage' | 'cost' | null>(null)
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <PanelSkeleton rows={8} />
  const one = found.data
  const edit = one.allowed.includes('edit')
  return (
    <Flex vertical gap="middle">
      <Facts one={one} />
      {edit && (
        <Flex gap="small" wrap>
          {one.nextStages.length > 0 && (
            <Button type="primary" onClick={() => setDrawer('stage')}>
              {t('stage.note')}
            </Button>
          )}
          <Button onClick={() => setDrawer('cost')}>{t('cost.note')}</Button>
        </Flex>
      )}
      <EvidencePanel
        of={{ subject: 'hand-overs', id, customerCode: one.customerCode }}
        rows={one.evidence}
        edit={edit}
      />
      <Steps one={one} />
      <Costs one={one} />
      <Panel title={t('items')}>
        <ul className={styles.lines}>
          {one.items.map(({ number, itemNo, dueDate, amount, open }) => (
            <li key={`${number} ${itemNo}`}>
              {number} / {itemNo} <Day value={dueDate} /> <Money value={amount} currency="sign" />
              <span className="xh-quiet">
                {t('open')} <Money value={open} />
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      {drawer === 'stage' && <StageDrawer one={one} onClose={() => setDrawer(null)} />}
      {drawer === 'cost' && <CostDrawer one={one} onClose={() => setDrawer(null)} />}
    </Flex>
  )
}

function Facts({ one }: { one: HandOver }) {
  const { t } = useTranslation('recoveries')
  const items = [
    {
      key: 'customer',
      label: t('customer'),
      children: <Link to={`/customers/${encodeURIComponent(one.customerCode)}`}>{one.customerName}</Link>,
    },
    { key: 'number', label: t('number'), children: `${one.number} · ${t(`kind.${one.kind}`)}` },
    { key: 'stage', label: t('stage.title'), children: <StageTag stage={one.stage} outcome={one.outcome} /> },
    { key: 'reference', label: t('reference'), children: one.reference ?? '–' },
    { key: 'handler', label: t('handler'), children: <Handler handler={one.handler} firm={one.firm} /> },
    { key: 'amount', label: t('amount'), children: <Money value={one.amount} currency="sign" strong /> },
    { key: 'received', label: t('received'), children: <Money value={one.received} currency="sign" /> },
    { key: 'open', label: t('open'), children: <Money value={one.open} currency="sign" /> },
    { key: 'reason', label: t('reason'), children: one.reason },
  ]
  return <Descriptions column={1} size="small" items={items} />
}

function Steps({ one }: { one: HandOver }) {
  const { t } = useTranslation('recoveries')
  return (
    <Panel title={t('steps')}>
      <ul className={styles.lines}>
        {one.steps.map(({ seq, stage, on, reference, note, notedBy }) => (
          <li key={seq}>
            <Day value={on} /> <strong>{t(`stage.${stage}`)}</strong> {reference ?? ''} {note ?? ''}
            <span className="xh-quiet">{notedBy}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Costs({ one }: { one: HandOver }) {
  const { t } = useTranslation('recoveries')
  if (one.costs.length === 0) return null
  return (
    <Panel title={t('cost.title')}>
      <ul className={styles.lines}>
        {one.costs.map(({ id, on, kind, amount, note }) => (
          <li key={id}>
            <Day value={on} /> {t(`cost.kind.${kind}`)} <Money value={amount} currency="sign" />
            <span className="xh-quiet">{note ?? ''}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { StatusTag } from '../../ui/status-tag'
import { useGuarantees, type Claim, type Guarantee } from './api'
import { GuaranteeActDrawer } from './guarantee-act-drawer'
import { GuaranteeDrawer } from './guarantee-drawer'

const tones = { running: 'warn', kept: 'good', lapsed: 'danger', released: 'neutral' } as const

interface GuaranteePanelProps {
  claim: Claim
  may: boolean
  onDone: () => void
}

/** Who answers for this receivable, until when, and what must be done by then. */
export function GuaranteePanel({ claim, may, onDone }: GuaranteePanelProps) {
  const { t } = useTranslation('claims')
  const [drawer, setDrawer] = useState<'new' | Guarantee | null>(null)
  const { customerCode, documentId, itemNo } = claim
  const guarantees = useGuarantees(customerCode).data ?? []
  const rows = guarantees.flatMap((guarantee) =>
    guarantee.clocks
      .filter((clock) => clock.documentId === documentId && clock.itemNo === itemNo)
      .map((clock) => ({ guarantee, clock })),
  )
  if (rows.length === 0 && !may) return null
  const close = () => setDrawer(null)
  const saved = () => {
    close()
    onDone()
  }
  return (
    <Panel
      title={t('guarantee.title')}
      extra={
        may && (
          <Button size="small" onClick={() => setDrawer('new')}>
            {t('guarantee.record')}
          </Button>
        )
      }
    >
      <Flex vertical gap="small">
        {rows.length === 0 && <span className="xh-quiet">{t('guarantee.nothing')}</span>}
        {rows.map(({ guarantee, clock }) => (
          <div key={guarantee.id}>
            {guarantee.guarantor} · {t(`guarantee.mode.${guarantee.mode}`)}
            {guarantee.amount !== null && (
              <>
                {' · '}
                <Money value={guarantee.amount} currency="sign" />
              </>
            )}{' '}
            · {t('guarantee.ends')} <Day value={clock.endsOn} />{' '}
            <StatusTag tone={tones[clock.status]}>{t(`guarantee.status.${clock.status}`)}</StatusTag>
            {clock.status === 'running' && (
              <div className="xh-quiet">
                {t(`guarantee.must.${clock.mustDo}`)} · {t('daysLeft', { count: clock.daysLeft })}
              </div>
            )}
            {guarantee.acts.map((act) => (
              <div key={act.id} className="xh-quiet">
                <Day value={act.on} /> {t(`guarantee.acts.${act.kind}`)} · {act.evidence}
              </div>
            ))}
            {may && clock.status !== 'released' && (
              <Button size="small" onClick={() => setDrawer(guarantee)}>
                {t('guarantee.act')}
              </Button>
            )}
          </div>
        ))}
      </Flex>
      {drawer === 'new' && <GuaranteeDrawer claim={claim} onClose={close} onSaved={saved} />}
      {drawer !== null && drawer !== 'new' && (
        <GuaranteeActDrawer guarantee={drawer} documentId={documentId} onClose={close} onSaved={saved} />
      )}
    </Panel>
  )
}

import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { Person } from '../../ui/person'
import { StatusTag } from '../../ui/status-tag'
import { useWaivers, withdrawWaiver, type Claim } from './api'
import { ReasonDrawer } from './reason-drawer'

const tones = { requested: 'info', granted: 'good', rejected: 'neutral', withdrawn: 'neutral' } as const

interface WaiverPanelProps {
  claim: Claim
  onDone: () => void
}

/** What was given up of the interest of this receivable, by whom and why, and what waits for a decision. */
export function WaiverPanel({ claim, onDone }: WaiverPanelProps) {
  const { t } = useTranslation('claims')
  const text = useText()
  const [takenBack, setTakenBack] = useState<string | null>(null)
  const { documentId, itemNo } = claim
  const waivers = (useWaivers(claim.customerCode).data ?? []).flatMap((waiver) => {
    const item = waiver.items.find((one) => one.documentId === documentId && one.itemNo === itemNo)
    return item === undefined ? [] : [{ waiver, item }]
  })
  if (waivers.length === 0) return null
  return (
    <Panel title={t('waiver.list')}>
      <Flex vertical gap="small">
        {waivers.map(({ waiver, item }) => (
          <div key={waiver.id}>
            <Flex gap="small" wrap align="center">
              <StatusTag tone={tones[waiver.status]}>{t(`waiver.status.${waiver.status}`)}</StatusTag>
              <span>{waiver.number}</span>
              <Money value={item.amount} currency="sign" strong />
              <span className="xh-quiet">{t('waiver.until', { day: waiver.until })}</span>
              {waiver.allowed.includes('withdraw') && (
                <Button size="small" onClick={() => setTakenBack(waiver.id)}>
                  {t('waiver.withdraw')}
                </Button>
              )}
            </Flex>
            <div className="xh-quiet">
              {waiver.reasonName !== null && <>{text(waiver.reasonName)} · </>}
              {waiver.reason} — <Person username={waiver.requestedBy} />
              {waiver.decidedBy !== null && (
                <>
                  {' · '}
                  <Person username={waiver.decidedBy} /> <Instant value={waiver.decidedAt} /> {waiver.note}
                </>
              )}
            </div>
          </div>
        ))}
      </Flex>
      {takenBack !== null && (
        <ReasonDrawer
          title={t('waiver.withdraw')}
          label={t('waiver.reason')}
          send={(reason) => withdrawWaiver(takenBack, reason)}
          onSaved={() => {
            setTakenBack(null)
            onDone()
          }}
          onClose={() => setTakenBack(null)}
        />
      )}
    </Panel>
  )
}

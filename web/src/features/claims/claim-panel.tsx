import { useQueryClient } from '@tanstack/react-query'
import { Button, Descriptions, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Day } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useJoined } from '../../ui/use-joined'
import { ActDrawer } from './act-drawer'
import { useClaims, type Claim, type Clock } from './api'
import { DaysLeft } from './days-left'
import { GuaranteePanel } from './guarantee-panel'
import { InterestSheet } from './interest-sheet'
import { LetterPanel } from './letter-panel'
import { NoteDrawer } from './note-drawer'
import { NotePanel } from './note-panel'
import { PaymentOrderDrawer } from './payment-order-drawer'
import { TermsDrawer } from './terms-drawer'
import { WaiverDrawer } from './waiver-drawer'
import { WaiverPanel } from './waiver-panel'

/** One receivable: what may be claimed of it and until when, what proves it, and what to do about it. */
export function ClaimPanel({ clock, onDone }: { clock: Clock; onDone: () => void }) {
  const { t } = useTranslation('claims')
  const queries = useQueryClient()
  const [until, setUntil] = useState<string>()
  const [drawer, setDrawer] = useState<'act' | 'terms' | 'note' | 'waiver' | 'order' | null>(null)
  const claims = useClaims(clock.documentId, until)
  if (claims.isError) return <ErrorState error={claims.error} onRetry={() => void claims.refetch()} />
  if (claims.isPending) return <PanelSkeleton rows={10} />
  const claim = claims.data.items.find(({ itemNo }) => itemNo === clock.itemNo)
  if (claim === undefined) return null
  const may = claim.allowed.includes('record')
  const saved = () => {
    setDrawer(null)
    void queries.invalidateQueries({ queryKey: ['claims'] })
    onDone()
  }
  return (
    <Flex vertical gap="middle">
      <Summary claim={claim} />
      <Flex gap="small" wrap>
        {may && (
          <>
            <Button type="primary" onClick={() => setDrawer('act')}>
              {t('act.record')}
            </Button>
            <Button onClick={() => setDrawer('terms')}>{t('terms.record')}</Button>
            {Number(claim.interest?.open.amount ?? 0) > 0 && (
              <>
                <Button onClick={() => setDrawer('note')}>{t('note.title')}</Button>
                <Button onClick={() => setDrawer('waiver')}>{t('waiver.title')}</Button>
              </>
            )}
          </>
        )}
        <Button onClick={() => setDrawer('order')}>{t('order.title')}</Button>
      </Flex>
      <Events claim={claim} />
      {claim.interest !== null && (
        <InterestSheet interest={claim.interest} today={claims.data.today} onUntil={setUntil} />
      )}
      <NotePanel claim={claim} onDone={saved} />
      <WaiverPanel claim={claim} onDone={saved} />
      <LetterPanel customerCode={claim.customerCode} may={may} onWritten={saved} />
      <GuaranteePanel claim={claim} may={may} onDone={saved} />
      {drawer === 'act' && (
        <ActDrawer claim={claim} today={claims.data.today} onClose={() => setDrawer(null)} onSaved={saved} />
      )}
      {drawer === 'order' && (
        <PaymentOrderDrawer claim={claim} today={claims.data.today} onClose={() => setDrawer(null)} />
      )}
      {drawer === 'note' && (
        <NoteDrawer
          claim={claim}
          until={until}
          today={claims.data.today}
          onClose={() => setDrawer(null)}
          onSaved={saved}
        />
      )}
      {drawer === 'waiver' && (
        <WaiverDrawer claim={claim} until={until} onClose={() => setDrawer(null)} onSaved={saved} />
      )}
      {drawer === 'terms' && <TermsDrawer claim={claim} onClose={() => setDrawer(null)} onSaved={saved} />}
    </Flex>
  )
}

function Summary({ claim }: { claim: Claim }) {
  const { t } = useTranslation('claims')
  const joined = useJoined()
  const { limitation, missing, terms } = claim
  const items = [
    {
      key: 'customer',
      label: t('customer'),
      children: <Link to={`/customers/${encodeURIComponent(claim.customerCode)}`}>{claim.customerName}</Link>,
    },
    { key: 'invoice', label: t('invoice'), children: `${claim.number} · ${claim.itemNo}` },
    { key: 'due', label: t('dueOn'), children: <Day value={claim.dueOn} /> },
    { key: 'open', label: t('open'), children: <Money value={claim.open} currency="sign" strong /> },
    {
      key: 'end',
      label: t('expiresOn'),
      children:
        limitation === null ? (
          '–'
        ) : (
          <>
            <Day value={limitation.expiresOn} /> <DaysLeft days={limitation.daysLeft} />
          </>
        ),
    },
    {
      key: 'missing',
      label: t('missing.title'),
      children:
        missing.length === 0 ? t('missing.nothing') : joined(missing.map((one) => t(`missing.${one}`))),
    },
    { key: 'contract', label: t('terms.contract'), children: terms?.contract ?? t('terms.unknown') },
  ]
  return <Descriptions column={1} size="small" items={items} />
}

function Events({ claim }: { claim: Claim }) {
  const { t } = useTranslation('claims')
  const events = claim.limitation?.events ?? []
  return (
    <Panel title={t('events.title')}>
      {events.length === 0 ? (
        <p className="xh-quiet">{t('events.none')}</p>
      ) : (
        <Flex vertical gap="small">
          {events.map(({ on, kind, proofGrade, reference, effect }, index) => (
            <div key={`${on} ${index}`}>
              <Day value={on} /> {t(`cause.${kind}`)}
              {proofGrade !== null && ` · ${t(`proof.${proofGrade}`)}`} · {t(`effect.${effect}`)}
              <div className="xh-quiet">{reference}</div>
            </div>
          ))}
        </Flex>
      )}
    </Panel>
  )
}

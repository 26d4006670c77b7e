import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { Person } from '../../ui/person'
import { StatusTag } from '../../ui/status-tag'
import { cancelNote, useNotes, type Claim, type InterestNote } from './api'
import { ReasonDrawer } from './reason-drawer'

const noteTones = { issued: 'info', settled: 'good', cancelled: 'neutral' } as const

interface NotePanelProps {
  claim: Claim
  onDone: () => void
}

/** Interest of this receivable that was billed, by whom, and what of it is paid. */
export function NotePanel({ claim, onDone }: NotePanelProps) {
  const { t } = useTranslation('claims')
  const [takenBack, setTakenBack] = useState<string | null>(null)
  const { documentId, itemNo } = claim
  const notes = (useNotes(claim.customerCode).data ?? []).filter(
    ({ id, items }) =>
      id === documentId || items.some((one) => one.documentId === documentId && one.itemNo === itemNo),
  )
  if (notes.length === 0) return null
  return (
    <Panel title={t('note.list')}>
      <Flex vertical gap="small">
        {notes.map((note) => (
          <NoteLine key={note.id} note={note} onCancel={() => setTakenBack(note.id)} />
        ))}
      </Flex>
      {takenBack !== null && (
        <ReasonDrawer
          title={t('note.cancel')}
          label={t('note.cancelReason')}
          send={(reason) => cancelNote(takenBack, reason)}
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

function NoteLine({ note, onCancel }: { note: InterestNote; onCancel: () => void }) {
  const { t } = useTranslation('claims')
  const { status, number, amount, open, until, dueOn, issuedBy, issuedAt, cancelledBy, cancelReason } = note
  return (
    <div>
      <Flex gap="small" wrap align="center">
        <StatusTag tone={noteTones[status]}>{t(`note.status.${status}`)}</StatusTag>
        <span>{number}</span>
        <Money value={amount} currency="sign" strong />
        {status === 'issued' && open.amount !== amount.amount && (
          <span className="xh-quiet">
            {t('note.left')} <Money value={open} currency="sign" />
          </span>
        )}
        <span className="xh-quiet">{t('note.period', { until, dueOn })}</span>
        {note.allowed.includes('cancel') && (
          <Button size="small" onClick={onCancel}>
            {t('note.cancel')}
          </Button>
        )}
      </Flex>
      <div className="xh-quiet">
        <Person username={issuedBy} /> <Instant value={issuedAt} />
        {cancelledBy !== null && (
          <>
            {' · '}
            {t('note.status.cancelled')} <Person username={cancelledBy} /> {cancelReason}
          </>
        )}
      </div>
    </div>
  )
}

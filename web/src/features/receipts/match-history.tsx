import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { usePersonName } from '../../session/people'
import { Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { StatusTag } from '../../ui/status-tag'
import { decideMatch, type CashMatch, type Receipt } from './api'
import { LateDeduction } from './late-deduction'
import { MatchParts } from './proposal-panel'
import { ReasonAction } from './reason-action'
import styles from './receipts.module.css'
import { keyOf } from './use-chosen'

interface MatchHistoryProps {
  receipt: Receipt
  onDone: (after: Receipt) => void
}

const tones = {
  proposed: 'info',
  accepted: 'good',
  rejected: 'neutral',
  undone: 'neutral',
  superseded: 'neutral',
} as const

/** What was matched, turned down and undone, by whom; what stands can be undone. */
export function MatchHistory({ receipt, onDone }: MatchHistoryProps) {
  const { t } = useTranslation('receipts')
  const decided = receipt.matches.filter(({ state }) => state !== 'proposed')
  const stated = receipt.settles.filter(({ matchId }) => matchId === null)
  if (decided.length === 0 && stated.length === 0) return null
  return (
    <Panel title={t('history')}>
      {decided.map((match) => (
        <Entry key={match.id} match={match} mayMatch={receipt.allowed.includes('match')} onDone={onDone} />
      ))}
      {stated.length > 0 && (
        <div className={styles.entry}>
          <div className={styles.entryHead}>
            <StatusTag tone="good">{t('stated')}</StatusTag>
          </div>
          <ul className={styles.parts}>
            {stated.map(({ number, invoiceId, amount }) => (
              <li key={number}>
                {invoiceId === null ? (
                  number
                ) : (
                  <Link to={`/invoices?search=${encodeURIComponent(number)}&state=all`}>{number}</Link>
                )}
                <Money value={amount} currency="sign" />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  )
}

function Entry({
  match,
  mayMatch,
  onDone,
}: {
  match: CashMatch
  mayMatch: boolean
  onDone: (after: Receipt) => void
}) {
  const { t } = useTranslation('receipts')
  const nameOf = usePersonName()
  const undo = useMutation({
    mutationFn: (reason: string) => decideMatch(match.id, 'undo', { reason }),
    onSuccess: onDone,
  })
  const by = match.undoneBy ?? match.decidedBy
  return (
    <div className={styles.entry}>
      <div className={styles.entryHead}>
        <StatusTag tone={tones[match.state]}>{t(`matchState.${match.state}`)}</StatusTag>
        <span>{t(`method.${match.method}`)}</span>
        <span className="xh-quiet">
          {match.automatic && match.undoneBy === null ? t('automatic') : t('by', { name: nameOf(by ?? '') })}{' '}
          <Instant value={match.undoneAt ?? match.decidedAt} />
        </span>
      </div>
      <MatchParts match={match} />
      {mayMatch &&
        match.state === 'accepted' &&
        match.items.map((item) => <LateDeduction key={keyOf(item)} {...{ match, item, onDone }} />)}
      {match.reason !== null && <p className="xh-quiet">{match.reason}</p>}
      {mayMatch && match.state === 'accepted' && (
        <ReasonAction
          label={t('undo')}
          consequence={t('undoHint')}
          error={undo.error}
          pending={undo.isPending}
          onConfirm={(reason) => undo.mutateAsync(reason)}
          button={{ size: 'small' }}
        />
      )}
    </div>
  )
}

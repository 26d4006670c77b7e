import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Day } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { decideMatch, type CashMatch, type Receipt } from './api'
import { Confidence } from './confidence'
import styles from './receipts.module.css'

interface ProposalPanelProps {
  proposal: CashMatch
  mayMatch: boolean
  onDone: (after: Receipt) => void
}

/** What the program would match and why; a person accepts it or turns it down. */
export function ProposalPanel({ proposal, mayMatch, onDone }: ProposalPanelProps) {
  const { t } = useTranslation('receipts')
  const textOf = useText()
  const decide = useMutation({
    mutationFn: (act: 'accept' | 'reject') => decideMatch(proposal.id, act, {}),
    onSuccess: onDone,
  })
  return (
    <Panel title={t('proposalTitle')} extra={<Confidence proposal={proposal} />}>
      <ul className={styles.grounds} aria-label={t('why')}>
        {proposal.grounds.map((ground) => (
          <li key={ground.en}>{textOf(ground)}</li>
        ))}
      </ul>
      <MatchParts match={proposal} />
      <ProblemAlert error={decide.error} />
      {mayMatch && (
        <div className={styles.buttons}>
          <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate('accept')}>
            {t('accept')}
          </Button>
          <Button disabled={decide.isPending} onClick={() => decide.mutate('reject')}>
            {t('reject')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

/** The instalments that a match settles and with how much. */
export function MatchParts({ match }: { match: CashMatch }) {
  const { t } = useTranslation('receipts')
  return (
    <ul className={styles.parts}>
      {match.items.map((item) => (
        <li key={`${item.invoiceId} ${item.itemNo}`}>
          <span>
            {item.number} <Day value={item.dueDate} />
          </span>
          <Money value={item.amount} currency="sign" />
        </li>
      ))}
      {match.grantedKind !== null && (
        <li>
          <span>{t(`granted.${match.grantedKind}`)}</span>
          <Money value={match.granted} currency="sign" />
        </li>
      )}
    </ul>
  )
}

import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { Day } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { digitsOf, minorOf } from './amounts'
import { decideMatch, type CashMatch, type Receipt } from './api'
import { Confidence } from './confidence'
import { DeductionFields, deductionBody, isComplete, type DeductionEntry } from './deduction-fields'
import { useDeductionReasons } from './deductions-api'
import { InterestNote } from './interest-note'
import styles from './receipts.module.css'
import { keyOf } from './use-chosen'

interface ProposalPanelProps {
  receipt: Receipt
  proposal: CashMatch
  mayMatch: boolean
  onDone: (after: Receipt) => void
}

/** What the program would match and why; a person accepts it or turns it down. */
export function ProposalPanel({ receipt, proposal, mayMatch, onDone }: ProposalPanelProps) {
  const { t } = useTranslation('receipts')
  const textOf = useText()
  const [entries, setEntries] = useState<Readonly<Record<string, DeductionEntry | undefined>>>({})
  const short = proposal.items.flatMap((item) => {
    const digits = digitsOf(item.amount.amount)
    const restMinor = item.left === null ? null : minorOf(item.left.amount, digits)
    return restMinor === null ? [] : [{ item, digits, restMinor, entry: entries[keyOf(item)] }]
  })
  const said = short.flatMap(({ entry, ...one }) => (entry === undefined ? [] : [{ ...one, entry }]))
  const complete = said.every(({ entry, restMinor, digits }) => isComplete(entry, restMinor, digits))
  const deductions = () => said.map(({ item, entry, digits }) => deductionBody(item, entry, digits))
  const decide = useMutation({
    mutationFn: (act: 'accept' | 'reject') =>
      decideMatch(proposal.id, act, act === 'accept' && said.length > 0 ? { deductions: deductions() } : {}),
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
      {mayMatch && <InterestNote receipt={receipt} amount={proposal.amount} />}
      {mayMatch &&
        short.map(({ item, digits, restMinor, entry }) => (
          <div key={keyOf(item)} className={styles.short}>
            {t('deduction.left', { number: item.number })}{' '}
            <DeductionFields
              {...{ number: item.number, restMinor, digits, entry }}
              onChange={(after) => setEntries((before) => ({ ...before, [keyOf(item)]: after }))}
            />
          </div>
        ))}
      <ProblemAlert error={decide.error} />
      {mayMatch && (
        <div className={styles.buttons}>
          <Button
            type="primary"
            disabled={!complete}
            loading={decide.isPending}
            onClick={() => decide.mutate('accept')}
          >
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
          {item.deduction !== null && <Deducted deduction={item.deduction} number={item.number} />}
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

/** What the customer kept back of an instalment, and why. */
function Deducted({
  deduction,
  number,
}: {
  deduction: NonNullable<CashMatch['items'][number]['deduction']>
  number: string
}) {
  const { t } = useTranslation('receipts')
  const text = useText()
  const { amount, reasonCode, note } = deduction
  const reason = useDeductionReasons().data?.items.find(({ code }) => code === reasonCode)
  return (
    <span className={styles.deducted}>
      <Link to={`/receipts/deductions?state=all&search=${encodeURIComponent(number)}`}>
        {t('deduction.one')}
      </Link>{' '}
      <Money value={amount} currency="sign" />{' '}
      {reason ? text({ zh: reason.nameZh, en: reason.nameEn }) : reasonCode} · {note}
    </span>
  )
}

import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { usePersonName } from '../../session/people'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { Day, Instant } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'
import { MoneyChange } from '../../ui/money-change'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { ObjectCases } from '../../ui/cases/object-cases'
import { Person } from '../../ui/person'
import { scoreText } from '../../ui/score-text'
import { useProposal, type Proposal } from './api'
import { GrantedLines } from '../../ui/granted-lines'
import { AutomaticNote } from './automatic-note'
import { DecideButtons } from './decide'
import { LimitAndTerms } from './limit-and-terms'
import styles from './limits.module.css'

function Comparison({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation('limits')
  const { proposed } = proposal
  return (
    <dl className={styles.compare}>
      <div>
        <dt>{t('column.current')}</dt>
        <dd>
          <LimitAndTerms value={proposal.current} />
        </dd>
      </div>
      <div>
        <dt>{t('column.proposed')}</dt>
        <dd className={styles.main}>
          <LimitAndTerms value={proposed} />
        </dd>
      </div>
      <div>
        <dt>{t('column.change')}</dt>
        <dd>
          <MoneyChange value={proposal.change} />
        </dd>
      </div>
      {proposed.kind !== null && proposed.kind !== 'base' && (
        <div>
          <dt>{t('case.line')}</dt>
          <dd>
            {t(`lineKind.${proposed.kind}`)} <Day value={proposed.validFrom} /> –{' '}
            <Day value={proposed.validTo} />
          </dd>
        </div>
      )}
      {proposed.reviewOn !== null && (
        <div>
          <dt>{t('case.review')}</dt>
          <dd>
            <Day value={proposed.reviewOn} />
          </dd>
        </div>
      )}
    </dl>
  )
}

function Steps({ proposal }: { proposal: Proposal }) {
  const textOf = useText()
  return (
    <ol className={styles.steps}>
      {proposal.steps.map((step, index) => (
        <li key={index}>
          <span>{textOf(step.text)}</span>
          <Money value={step.amount} />
        </li>
      ))}
    </ol>
  )
}

function Loaded({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation('limits')
  const nameOf = usePersonName()
  const textOf = useText()
  const verdicts = proposal.allowed.filter((act) => act !== 'undo')
  return (
    <div className={styles.case}>
      <Panel title={proposal.customerName}>
        <p className={styles.meta}>
          <GradeTag grade={proposal.grade} />
          {proposal.score !== null && <span>{t('case.score', { score: scoreText(proposal.score) })}</span>}
          {proposal.coverage !== null && (
            <span>{t('case.coverage', { percent: proposal.coverage.toFixed(0) })}</span>
          )}
          <span>{proposal.segment}</span>
        </p>
        <Comparison proposal={proposal} />
        <GrantedLines lines={proposal.grantedLines} />
        {proposal.steps.length === 0 && <p>{textOf(proposal.reason)}</p>}
        <ObjectCases objectId={proposal.id} />
        <p className={styles.links}>
          <Link to={`/customers/${encodeURIComponent(proposal.customerCode)}`}>{t('case.customer')}</Link>
          <Link
            to={`/accounts/${encodeURIComponent(proposal.customerCode)}/${encodeURIComponent(proposal.segment)}`}
          >
            {t('case.account')}
          </Link>
        </p>
      </Panel>
      {proposal.steps.length > 0 && (
        <Panel title={t('case.steps')}>
          <Steps proposal={proposal} />
        </Panel>
      )}
      <Panel>
        <p className="xh-quiet">
          {t('case.made', { name: nameOf(proposal.submittedBy) })} <Instant value={proposal.createdAt} />
          {proposal.policyVersion !== null && ` · ${t('case.policy', { version: proposal.policyVersion })}`}
        </p>
        {proposal.decidedBy !== null && (
          <p>
            {t(`status.${proposal.status}`)} · <Person username={proposal.decidedBy} />{' '}
            <Instant value={proposal.decidedAt} />
            {proposal.decisionReason !== null && ` · ${proposal.decisionReason}`}
          </p>
        )}
      </Panel>
      <AutomaticNote proposal={proposal} />
      <HistoryPanel objectType="limit-proposal" objectId={proposal.id} />
      {verdicts.length > 0 && (
        <div className={styles.buttons}>
          <DecideButtons chosen={{ ids: [proposal.id] }} count={1} verdicts={verdicts} />
        </div>
      )}
    </div>
  )
}

/** A proposal: what changes, how it was calculated, and the decision. */
export function ProposalCase({ id }: { id: string }) {
  const proposal = useProposal(id)
  if (proposal.isError) return <ErrorState error={proposal.error} onRetry={() => void proposal.refetch()} />
  if (proposal.isPending)
    return (
      <Panel>
        <PanelSkeleton rows={10} />
      </Panel>
    )
  return <Loaded proposal={proposal.data} />
}

import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { Day, Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import type { Case, Shown } from '../../ui/cases/case-api'
import styles from './case.module.css'
import { CaseStatus, Due } from '../../ui/cases/case-status'
import { SecurityRow } from './securities'
import { ShownValue } from './shown-value'
import { subjectHref } from './subject-href'

function Conditions({ conditions }: { conditions: NonNullable<Case['conditions']> }) {
  const { t } = useTranslation('approvals')
  return (
    <div className={styles.note}>
      <strong>{t('case.conditions')}</strong>
      <ul className={styles.bullets}>
        {conditions.amount !== null && (
          <li>
            {t('case.conditionAmount')} <Money value={conditions.amount} currency="sign" />
          </li>
        )}
        {conditions.validUntil !== null && (
          <li>
            {t('case.conditionUntil')} <Day value={conditions.validUntil} />
          </li>
        )}
        {conditions.securities.map((security) => (
          <li key={security.stepId}>
            <SecurityRow security={security} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function isAmountOf({ amount }: Case, value: Shown): boolean {
  if (amount === null || value.kind !== 'money' || value.money === null) return false
  return value.money.amount === amount.amount && value.money.currency === amount.currency
}

/** What is asked for, by whom and why. */
export function CaseRequest({ found, title }: { found: Case; title?: string }) {
  const { t, i18n } = useTranslation('approvals')
  const textOf = useText()
  const { dossier } = found
  const href = subjectHref(found)
  // The amount stands above, in large.
  const asked = dossier.request.filter(({ value }) => !isAmountOf(found, value))
  const said = dossier.request.some(({ key }) => key === 'reason')
  return (
    <Panel
      title={title ?? textOf(found.title)}
      extra={
        <>
          <CaseStatus status={found.status} />
          {found.status === 'running' && (found.overdue || found.dueAt !== null) && <Due item={found} />}
        </>
      }
    >
      {found.amount !== null && (
        <p className={styles.amount}>
          <Money value={found.amount} currency="sign" strong />
          {found.customer !== null && <span>{found.customer.name}</span>}
        </p>
      )}
      <p className={styles.meta}>
        <span>{found.number}</span>
        <span>{t('case.submittedBy', { name: found.submitter.displayName })}</span>
        <Instant value={found.submittedAt} />
        {href !== undefined && <Link to={href}>{t('case.openSubject')}</Link>}
        <a
          href={`/api/v1/approval-cases/${found.id}/archive.pdf?language=${i18n.language === 'en' ? 'en' : 'zh'}`}
          download={`${found.number}.pdf`}
        >
          {t('case.pdf')}
        </a>
      </p>
      {found.reason !== null && !said && <blockquote className={styles.quote}>{found.reason}</blockquote>}
      <dl className={styles.request}>
        {asked.map(({ key, label, value }) => (
          <div key={key} data-wide={key === 'reason' || undefined}>
            <dt>{textOf(label)}</dt>
            <dd>
              <ShownValue value={value} />
            </dd>
          </div>
        ))}
      </dl>
      {dossier.reasons.length > 0 && (
        <ul className={styles.bullets}>
          {dossier.reasons.map((reason, index) => (
            <li key={index}>{textOf(reason)}</li>
          ))}
        </ul>
      )}
      {found.conditions !== null && <Conditions conditions={found.conditions} />}
      {found.waitsForSecurity && <Alert type="warning" showIcon title={t('security.waits')} />}
    </Panel>
  )
}

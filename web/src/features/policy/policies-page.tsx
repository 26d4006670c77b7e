import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { usePersonName } from '../../session/people'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useChosenVersion, VersionChoice } from '../../ui/version-choice'
import { usePolicyVersions, type Policy, type PolicyVersion } from './api'
import { PolicyTable } from './policy-table'
import styles from './policy.module.css'
import { shareText } from './rate-text'
import { VersionPanel, VersionStart, VersionStatus } from './version-panel'

function VersionLine({ version }: { version: PolicyVersion }) {
  const { t } = useTranslation('policy')
  const nameOf = usePersonName()
  return (
    <p className={styles.version}>
      <VersionStatus version={version} />
      <span>
        {t('version.since')} <VersionStart version={version} />
      </span>
      <span>{t('version.by', { name: nameOf(version.createdBy) })}</span>
    </p>
  )
}

/** Within which bounds the policy changes limits by itself; nothing where it does not. */
function AutomaticLine({ automatic }: { automatic: Policy['automatic'] }) {
  const { t } = useTranslation('policy')
  if (automatic === undefined) return null
  const { grades, periodDays, raise, cut } = automatic
  const parts = [
    grades.join(', '),
    raise && `${t('automatic.raiseShare')} ${shareText(raise.atMostBasisPoints)}`,
    cut && `${t('automatic.cutShare')} ${shareText(cut.atMostBasisPoints)}`,
    `${t('automatic.period')} ${periodDays} ${t('design.days')}`,
  ]
  return (
    <>
      <dt>{t('automatic.title')}</dt>
      <dd>{parts.filter((part) => part !== undefined).join(' · ')}</dd>
    </>
  )
}

/** What holds for every grade: the period, how far a limit may jump, rounding, what is too small to propose. */
function CommonRules({ version }: { version: PolicyVersion }) {
  const { t } = useTranslation('policy')
  const textOf = useText()
  const { content, baseCurrency } = version
  return (
    <Panel title={textOf(content.title)} extra={<Link to="/limits">{t('toProposals')}</Link>}>
      <p className={styles.lead}>{textOf(content.description)}</p>
      <dl className={styles.common}>
        <dt>{t('common.average')}</dt>
        <dd>{t('common.averageValue', { count: content.averageOverMonths })}</dd>
        <dt>{t('common.raise')}</dt>
        <dd>
          {content.raiseAtMostBasisPoints === null
            ? t('common.raiseFree')
            : t('common.raiseValue', { share: shareText(content.raiseAtMostBasisPoints) })}
        </dd>
        <dt>{t('common.rounding')}</dt>
        <dd>{t('common.roundingValue', { count: content.significantDigits })}</dd>
        {/[1-9]/.test(content.minimum) && (
          <>
            <dt>{t('common.minimum')}</dt>
            <dd>
              <Money value={{ amount: content.minimum, currency: baseCurrency }} currency="sign" />
            </dd>
          </>
        )}
        <dt>{t('common.ignored')}</dt>
        <dd>{t('common.ignoredValue', { share: shareText(content.ignoreChangesBelowBasisPoints) })}</dd>
        <AutomaticLine automatic={content.automatic} />
      </dl>
    </Panel>
  )
}

/** The credit policy in words and figures, per version: which grade gets which limit and terms. */
export function Component() {
  const { t } = useTranslation('policy')
  const versions = usePolicyVersions()
  const items = versions.data?.items ?? []
  const { shown, choose } = useChosenVersion(items)
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
  if (versions.isPending) return <PanelSkeleton rows={12} />
  return (
    <>
      <PageHeader
        title={t('title')}
        detail={t('detail')}
        actions={
          <VersionChoice
            versions={items}
            shown={shown?.version ?? null}
            onChoose={choose}
            designer={{ path: '/policies/design', label: t('design.open') }}
          />
        }
      />
      {shown === undefined ? (
        <EmptyState title={t('empty')} />
      ) : (
        <div className={styles.stack}>
          <VersionLine version={shown} />
          <CommonRules version={shown} />
          <Panel title={t('byGrade')} flush>
            <PolicyTable version={shown} />
          </Panel>
          <VersionPanel versions={items} onShow={choose} />
          <HistoryPanel key={shown.version} objectType="policy" objectId={String(shown.version)} />
        </div>
      )}
    </>
  )
}

import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { oneOf } from '../../api/one-of'
import { Age } from '../../ui/age'
import { ErrorState } from '../../ui/error-state'
import { formatAmount, isZero, percentOf } from '../../ui/format-amount'
import { Meter } from '../../ui/meter'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { formatPercent } from '../../ui/percent'
import { bucketKeys, limitKinds, useAccounts, useExposure, type Exposure, type Limit } from './account-api'
import { CreditAnswer, isStopped } from './credit-answer'
import styles from './credit-panel.module.css'

function LimitAmount({ limit }: { limit: Limit }) {
  const { t } = useTranslation('customers')
  if (limit.mode === 'unlimited') return t('limit.unlimited')
  if (limit.mode === 'none') return t('limit.none')
  return <Money value={{ amount: limit.amount ?? '0.00', currency: limit.currency }} currency="sign" />
}

function HeadFigures({ picture, stopped }: { picture: Exposure; stopped: boolean }) {
  const { t } = useTranslation('customers')
  const { limit, exposure, available, overdue } = picture
  const used = limit.amount === null ? undefined : percentOf(exposure.amount, limit.amount)
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{t('credit.available')}</dt>
        <dd className={styles.main} data-stopped={stopped || undefined}>
          {available === null ? t('limit.unlimited') : <Money value={available} currency="sign" />}
        </dd>
      </div>
      <div>
        <dt>{t('credit.limit')}</dt>
        <dd>
          <LimitAmount limit={limit} />
        </dd>
      </div>
      <div>
        <dt>{t('credit.exposure')}</dt>
        <dd>
          <Money value={exposure} currency="sign" />
          {used !== undefined && <span className={styles.share}>{formatPercent(used)}</span>}
        </dd>
      </div>
      <div>
        <dt>{t('credit.overdue')}</dt>
        <dd>
          <Money value={overdue.amount} currency="sign" />
          {overdue.oldestDays > 0 && (
            <span className={styles.share}>
              <Age days={overdue.oldestDays} />
            </span>
          )}
        </dd>
      </div>
    </dl>
  )
}

function LimitParts({ limit }: { limit: Limit }) {
  const { t } = useTranslation('customers')
  if (limit.parts.length === 0) return null
  return (
    <ul className={styles.parts}>
      {limit.parts.map((part) => (
        <li key={`${part.kind}${part.validFrom}${part.amount}`}>
          {t(`limit.kind.${oneOf(part.kind, limitKinds) ?? 'base'}`)}{' '}
          <span className="xh-numeric">{formatAmount(part.amount)}</span>{' '}
          <span className="xh-quiet">
            {part.validTo === null
              ? t('limit.since', { day: part.validFrom })
              : t('limit.until', { day: part.validTo })}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Buckets({ picture, base, segment }: { picture: Exposure; base: string; segment: string }) {
  const { t } = useTranslation('customers')
  return (
    <ul className={styles.buckets}>
      {bucketKeys.map((key, index) => (
        <li key={key}>
          <Link
            className={styles.bucket ?? ''}
            data-none={isZero(picture.buckets[key].amount) || undefined}
            to={
              key === 'reserved'
                ? `${base}/decisions`
                : `${base}/documents?exposureBucket=${key}&segment=${encodeURIComponent(segment)}`
            }
          >
            <span className={styles.dot} data-colour={index} aria-hidden />
            <span>{t(`bucket.${key}`)}</span>
            <Money value={picture.buckets[key]} />
          </Link>
        </li>
      ))}
    </ul>
  )
}

interface PictureProps {
  exposure: Exposure
  base: string
  blacklisted: boolean
}

function Picture({ exposure, base, blacklisted }: PictureProps) {
  const { t } = useTranslation('customers')
  const parts = bucketKeys.map((key, index) => ({
    key,
    label: t(`bucket.${key}`),
    amount: exposure.buckets[key].amount,
    colour: index,
  }))
  return (
    <>
      <CreditAnswer exposure={exposure} blacklisted={blacklisted} />
      <HeadFigures picture={exposure} stopped={isStopped(exposure, blacklisted)} />
      <Meter parts={parts} limit={exposure.limit.amount} label={t('credit.gauge')} />
      <LimitParts limit={exposure.limit} />
      <Buckets picture={exposure} base={base} segment={exposure.segment} />
      {exposure.group.code !== exposure.customerCode && (
        <p className={styles.group}>
          {t('credit.group', { name: exposure.group.name })}
          <Money value={exposure.group.exposure} currency="sign" />
          {exposure.group.available !== null && (
            <>
              {t('credit.groupAvailable')} <Money value={exposure.group.available} currency="sign" />
            </>
          )}
        </p>
      )}
    </>
  )
}

/** Limit, exposure by bucket and what is left, per segment. */
export function CreditPanel({ code, blacklisted }: { code: string; blacklisted: boolean }) {
  const { t } = useTranslation('customers')
  const [chosen, setChosen] = useState<string>()
  const loading = useAccounts(code)
  const accounts = loading.data?.items ?? []
  const account = accounts.find((one) => one.segment === chosen) ?? accounts[0]
  const exposure = useExposure(code, account?.segment)
  const base = `/customers/${encodeURIComponent(code)}`
  const content = () => {
    if (loading.isError) return <ErrorState error={loading.error} onRetry={() => void loading.refetch()} />
    if (loading.isPending) return <PanelSkeleton rows={8} />
    if (account === undefined) return <p className="xh-quiet">{t('credit.noAccount')}</p>
    if (exposure.isError) return <ErrorState error={exposure.error} onRetry={() => void exposure.refetch()} />
    if (exposure.isPending) return <PanelSkeleton rows={8} />
    return <Picture exposure={exposure.data} base={base} blacklisted={blacklisted} />
  }
  return (
    <Panel
      title={t('credit.title')}
      extra={
        account !== undefined && (
          <>
            {accounts.length > 1 && (
              <Segmented
                size="small"
                value={account.segment}
                options={accounts.map((one) => ({ value: one.segment, label: one.segmentName }))}
                onChange={setChosen}
              />
            )}
            {account.terms !== null && t('credit.terms', { count: account.terms.netDays })}
          </>
        )
      }
    >
      {content()}
    </Panel>
  )
}

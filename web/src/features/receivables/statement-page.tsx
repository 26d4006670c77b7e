import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useOrganisation } from '../../session/organisation'
import { Day } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { DayRangePicker } from '../../ui/days/day-picker'
import { statementHref, useStatement, type Statement } from './api'
import styles from './receivables.module.css'
import { StatementSheet } from './statement-sheet'

function Sheet({ statement }: { statement: Statement }) {
  const { t } = useTranslation('receivables')
  const organisation = useOrganisation().data?.name ?? ''
  return (
    <article className={styles.sheet}>
      <header className={styles.sheetHead}>
        <h2>{t('statement.heading')}</h2>
        <dl>
          <div>
            <dt>{t('statement.from')}</dt>
            <dd>{organisation}</dd>
          </div>
          <div>
            <dt>{t('statement.to')}</dt>
            <dd>
              {statement.customerName} ({statement.customerCode})
            </dd>
          </div>
          <div>
            <dt>{t('statement.period')}</dt>
            <dd>
              <Day value={statement.from} /> – <Day value={statement.asOf} />
            </dd>
          </div>
        </dl>
      </header>
      {statement.statements.length === 0 && <EmptyState title={t('statement.empty')} />}
      {statement.statements.map((one) => (
        <StatementSheet key={one.currency} statement={one} />
      ))}
      {statement.statements.length > 0 && (
        <footer className={styles.sheetFoot}>
          <p>{t('statement.confirm')}</p>
          <p>{t('statement.reserve')}</p>
          <div className={styles.signatures}>
            <span>{t('statement.ourStamp')}</span>
            <span>{t('statement.theirStamp')}</span>
          </div>
        </footer>
      )}
    </article>
  )
}

/** Statement of account of a customer: movements and what is open, made for printing and confirming. */
export function Component() {
  const { t, i18n } = useTranslation('receivables')
  const { code = '' } = useParams()
  const [params, setParams] = useSearchParams()
  const period = { from: params.get('from') ?? undefined, asOf: params.get('asOf') ?? undefined }
  const statement = useStatement(code, period)
  const content = () => {
    if (statement.isError)
      return <ErrorState error={statement.error} onRetry={() => void statement.refetch()} />
    if (statement.isPending) return <PanelSkeleton rows={14} />
    return <Sheet statement={statement.data} />
  }
  const shown = statement.data
  return (
    <>
      <div className="xh-no-print">
        <PageHeader
          title={t('statement.title')}
          detail={<Link to={`/customers/${encodeURIComponent(code)}`}>{shown?.customerName ?? code}</Link>}
          actions={
            <>
              <DayRangePicker
                value={shown === undefined ? null : [dayjs(shown.from), dayjs(shown.asOf)]}
                maxDate={dayjs()}
                allowClear={false}
                aria-label={t('statement.period')}
                onChange={(days) => {
                  const [from, asOf] = days ?? []
                  if (from == null || asOf == null) return
                  setParams(
                    { from: from.format('YYYY-MM-DD'), asOf: asOf.format('YYYY-MM-DD') },
                    { replace: true },
                  )
                }}
              />
              <Button icon={<DownloadOutlined />} href={statementHref(code, period, i18n.language)} download>
                {t('statement.download')}
              </Button>
              <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
                {t('print')}
              </Button>
            </>
          }
        />
      </div>
      {content()}
    </>
  )
}

import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { ReportPaper } from '../../ui/report/report-paper'
import { usePhone } from '../../ui/use-phone'
import { creditReportHref, useCreditReport } from './report-api'

/** The credit report of one customer: read it, print it, take it as PDF. */
export function Component() {
  const { t, i18n } = useTranslation('customers')
  const { code = '' } = useParams()
  const phone = usePhone()
  const report = useCreditReport(code, i18n.language === 'en' ? 'en' : 'zh-CN')
  const content = () => {
    if (report.isError) return <ErrorState error={report.error} onRetry={() => void report.refetch()} />
    if (report.isPending) return <PanelSkeleton rows={16} />
    return <ReportPaper report={report.data.document} />
  }
  return (
    <>
      <div className="xh-no-print">
        <PageHeader
          title={t('report.title')}
          detail={
            <Link to={`/customers/${encodeURIComponent(code)}`}>{report.data?.customerName ?? code}</Link>
          }
          actions={
            <>
              <Button
                type="primary"
                icon={<DownloadOutlined />}
                href={creditReportHref(code, i18n.language)}
                download
              >
                {t('report.download')}
              </Button>
              {!phone && (
                <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
                  {t('page.print')}
                </Button>
              )}
            </>
          }
        />
      </div>
      {content()}
    </>
  )
}

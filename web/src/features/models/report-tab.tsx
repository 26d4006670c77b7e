import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import type { Model, Report } from './api'
import { BandsChart } from './bands-chart'
import { CalibrationChart } from './calibration-chart'
import { CutOffs } from './cut-offs'
import { KsChart } from './ks-chart'
import { MetricsTable } from './metrics-table'
import styles from './models.module.css'
import { RocChart } from './roc-chart'
import { Segments } from './segments'
import { Warnings } from './warnings'

/** The validation report: what speaks for the model and what against it. */
export function ReportTab({ model, report }: { model: Model; report: Report }) {
  const { t } = useTranslation('models')
  const { split } = report
  return (
    <>
      <Warnings model={model} report={report} />
      <p className="xh-quiet">
        {split.column === null
          ? t(`split.${split.kind}`)
          : t('split.time', { column: split.column, from: split.from })}
      </p>
      <div className={styles.columns}>
        <Panel title={t('chart.roc')}>
          <RocChart report={report} />
        </Panel>
        <Panel title={t('chart.ks')}>
          <KsChart report={report} />
        </Panel>
        <Panel title={t('chart.calibration')}>
          <CalibrationChart report={report} />
        </Panel>
        <Panel title={t('chart.bands')}>
          <BandsChart report={report} />
        </Panel>
      </div>
      <Panel title={t('report.figures')} flush>
        <MetricsTable report={report} />
      </Panel>
      <CutOffs
        cutOffs={report.cutOffs}
        against={report.versus === null ? null : t('versus.champion', { version: report.versus.version })}
        own={t('versus.this')}
        versus={report.versus}
      />
      {report.segments !== null && <Segments segments={report.segments} />}
    </>
  )
}

import { Alert, Button, Drawer, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../ui/error-state'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { BinChart } from './bin-chart'
import { cutAt, manualOf, type ManualBins } from './bin-edits'
import { BinTable, LevelTable } from './bin-table'
import { trendChoices, useBins, type Bins, type BinQuestion, type Trend } from './bins-api'
import { plain } from './figures'
import styles from './models.module.css'

/** What was chosen for one column. */
export interface FeatureChoice {
  readonly trend: Trend
  readonly bins: ManualBins | null
}

interface BinEditorProps {
  datasetId: string
  feature: string
  /** The rows that a training fits on, by the settings of the form. */
  sample: Omit<BinQuestion, 'feature' | 'trend' | 'bins'>
  choice: FeatureChoice
  onChange: (choice: FeatureChoice) => void
  onClose: () => void
}

function Verdict({ bins }: { bins: Bins }) {
  const { t } = useTranslation('models')
  return (
    <p className={styles.lead}>
      {t('bin.verdict', { iv: plain(bins.iv, 4), runs: t(`bin.runs.${bins.runs}`) })}
      {bins.unseen > 0 && ` ${t('bin.unseen', { count: bins.unseen })}`}
    </p>
  )
}

/** A further cut point that nothing suggests. */
function NewCut({ bins, onChange }: { bins: Bins; onChange: (bins: ManualBins) => void }) {
  const { t } = useTranslation('models')
  return (
    <Input.Search
      style={{ maxWidth: 280 }}
      placeholder={t('bin.newCut')}
      aria-label={t('bin.newCut')}
      enterButton={t('bin.addCut')}
      inputMode="decimal"
      allowClear
      onSearch={(text) => {
        const cut = Number(text)
        if (text.trim() !== '' && Number.isFinite(cut)) onChange(cutAt(bins, cut))
      }}
    />
  )
}

/** The bins of one column, edited with their counts, WoE and IV in sight; the training takes them exactly. */
export function BinEditor({ datasetId, feature, sample, choice, onChange, onClose }: BinEditorProps) {
  const { t } = useTranslation('models')
  const asked = useBins(datasetId, { ...sample, feature, ...choice })
  const bins = asked.data
  const byHand = (manual: ManualBins) => onChange({ ...choice, bins: manual })
  return (
    <Drawer open size={880} title={t('bin.editTitle', { feature })} onClose={onClose}>
      <div className={styles.stack}>
        <ProblemAlert error={asked.error} />
        {bins === undefined && asked.isPending && <PanelSkeleton rows={6} />}
        {bins !== undefined && !asked.isError && (
          <>
            <div className={styles.pick}>
              {bins.kind === 'number' && (
                <Form.Item label={t('bin.trend')}>
                  <Select<Trend>
                    style={{ minWidth: 180 }}
                    aria-label={t('bin.trend')}
                    disabled={choice.bins !== null}
                    value={choice.trend}
                    options={trendChoices.map((value) => ({ value, label: t(`trend.${value}`) }))}
                    onChange={(trend) => onChange({ trend, bins: null })}
                  />
                </Form.Item>
              )}
              {choice.bins === null ? (
                <Button onClick={() => byHand(manualOf(bins))}>{t('bin.byHand')}</Button>
              ) : (
                <Button onClick={() => onChange({ ...choice, bins: null })}>{t('bin.automatic')}</Button>
              )}
            </div>
            {choice.bins !== null && <Alert type="info" showIcon title={t('bin.exact')} />}
            <Verdict bins={bins} />
            <BinChart bins={bins} />
            <BinTable bins={bins} onChange={byHand} />
            {bins.kind === 'number' ? (
              <NewCut bins={bins} onChange={byHand} />
            ) : (
              <LevelTable bins={bins} onChange={byHand} />
            )}
          </>
        )}
      </div>
    </Drawer>
  )
}

import { Input, Modal, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { request } from '../../api/request'
import { useText } from '../../i18n/use-text'
import { ProblemAlert } from '../../ui/error-state'
import { indicatorOfFeature, indicatorOfFormula } from './begin-indicator'
import styles from './designer.module.css'
import type { Histogram } from './draft-api'
import { distributionOf, useFeatures, type Feature, type Formula } from './feature-api'
import { FormulaField } from './formula-field'
import type { NewIndicator } from './structure-edit'

interface AddIndicatorProps {
  /** Where it goes: the name of a dimension, or of a new one. */
  title: string
  onAdd: (indicator: NewIndicator) => void
  onClose: () => void
}

function FeatureNote({ feature }: { feature: Feature }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  return (
    <dl className={styles.note}>
      <dt>{t('feature.name')}</dt>
      <dd>{textOf(feature.meaning)}</dd>
      <dt>{t('feature.inUnit')}</dt>
      <dd>{t(`feature.unit.${feature.unit as 'days'}`)}</dd>
      <dt>{t('feature.better')}</dt>
      <dd>{t(`feature.direction.${feature.direction}`)}</dd>
      <dt>{t('feature.source')}</dt>
      <dd>
        {textOf(feature.source)}。{textOf(feature.asOf)}
      </dd>
    </dl>
  )
}

const emptyFormula: Formula = { expression: '', unit: 'count' }

/** A new indicator: of the catalogue, with bins that divide the book in four, or by a formula. */
export function AddIndicatorDialog({ title, onAdd, onClose }: AddIndicatorProps) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const features = useFeatures()
  const [kind, setKind] = useState<'feature' | 'formula'>('feature')
  const [code, setCode] = useState<string>()
  const [formula, setFormula] = useState(emptyFormula)
  const [name, setName] = useState('')
  const items = features.data?.items ?? []
  const chosen = items.find((one) => one.code === code)
  const label = name.trim()
  const add = useMutation({
    mutationFn: async () => {
      if (kind === 'feature' && chosen !== undefined)
        return indicatorOfFeature(chosen, await distributionOf(chosen.code))
      const body = { ...formula, expression: formula.expression.trim() }
      const { bars } = await request<Histogram>('POST', '/api/v1/scorecard-formulas/distribution', { body })
      return indicatorOfFormula(body, { zh: label, en: label }, bars)
    },
    onSuccess: onAdd,
  })
  const ready = kind === 'feature' ? chosen !== undefined : label !== '' && formula.expression !== ''
  return (
    <Modal
      open
      width={640}
      title={title}
      okText={t('structure.add')}
      okButtonProps={{ disabled: !ready, loading: add.isPending }}
      onOk={() => add.mutate()}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <Segmented
          value={kind}
          options={(['feature', 'formula'] as const).map((value) => ({
            value,
            label: t(`structure.by.${value}`),
          }))}
          onChange={setKind}
        />
        <ProblemAlert error={features.error ?? add.error} />
        {kind === 'feature' ? (
          <>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              value={code ?? null}
              placeholder={t('structure.choose')}
              aria-label={t('structure.choose')}
              options={items.map((one) => ({ value: one.code, label: textOf(one.label) }))}
              onChange={setCode}
            />
            {chosen !== undefined && <FeatureNote feature={chosen} />}
          </>
        ) : (
          <>
            <Input
              value={name}
              maxLength={100}
              placeholder={t('structure.name')}
              aria-label={t('structure.name')}
              onChange={(event) => setName(event.target.value)}
            />
            <FormulaField formula={formula} readOnly={false} onChange={setFormula} />
          </>
        )}
      </div>
    </Modal>
  )
}

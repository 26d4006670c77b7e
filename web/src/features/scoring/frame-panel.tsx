import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { fiveGrades } from '../../ui/grade-step'
import { GradeTag } from '../../ui/grade-tag'
import { Panel } from '../../ui/panel'
import styles from './designer.module.css'
import type { DraftEditor } from './use-draft-editor'

interface FrameProps {
  editor: DraftEditor
  readOnly: boolean
}

interface NumberFieldProps {
  label: string
  value: number
  readOnly: boolean
  onChange: (value: number) => void
}

/** Points or a percentage from 0 to 100. */
function NumberField({ label, value, readOnly, onChange }: NumberFieldProps) {
  return (
    <InputNumber
      min={0}
      max={100}
      value={value}
      disabled={readOnly}
      aria-label={label}
      onChange={(next) => next !== null && onChange(next)}
    />
  )
}

type Grade = (typeof fiveGrades)[number]

interface GradeSelectProps {
  label: string
  value: Grade | null
  nullable?: boolean
  readOnly: boolean
  onChange: (grade: Grade | null) => void
}

function GradeSelect({ label, value, nullable = false, readOnly, onChange }: GradeSelectProps) {
  const { t } = useTranslation('scoring')
  const options: { value: string; label: string }[] = fiveGrades.map((grade) => ({
    value: grade,
    label: grade,
  }))
  return (
    <Select
      className={styles.gradeSelect ?? ''}
      value={value ?? ''}
      disabled={readOnly}
      aria-label={label}
      options={nullable ? [{ value: '', label: t('frame.unlimited') }, ...options] : options}
      onChange={(next) => onChange(fiveGrades.find((grade) => grade === next) ?? null)}
    />
  )
}

function Bands({ editor, readOnly }: FrameProps) {
  const { t } = useTranslation('scoring')
  const { content, edit } = editor
  return (
    <Panel title={t('grades.title')}>
      <ul className={styles.fields}>
        {content.grades.map((band, index) => (
          <li key={band.grade}>
            <GradeTag grade={band.grade} />
            <NumberField
              label={t('frame.from', { grade: band.grade })}
              value={band.fromHundredths / 100}
              readOnly={readOnly || index === content.grades.length - 1}
              onChange={(points) => {
                const next = { ...band, fromHundredths: Math.round(points * 100) }
                edit({ ...content, grades: content.grades.with(index, next) }, `band${index}`)
              }}
            />
          </li>
        ))}
        <li>
          <span>{t('frame.alert')}</span>
          <NumberField
            label={t('frame.alert')}
            value={content.alertBelowHundredths / 100}
            readOnly={readOnly}
            onChange={(points) =>
              edit({ ...content, alertBelowHundredths: Math.round(points * 100) }, 'alert')
            }
          />
        </li>
        <li>
          <span>{t('frame.neutral')}</span>
          <NumberField
            label={t('frame.neutral')}
            value={content.neutralPoints}
            readOnly={readOnly}
            onChange={(points) => edit({ ...content, neutralPoints: Math.round(points) }, 'neutral')}
          />
        </li>
      </ul>
    </Panel>
  )
}

function CoverageCaps({ editor, readOnly }: FrameProps) {
  const { t } = useTranslation('scoring')
  const { content, edit } = editor
  return (
    <Panel title={t('caps.title')}>
      <ul className={styles.fields}>
        {content.coverageCaps.map((cap, index) => (
          <li key={index}>
            <NumberField
              label={t('frame.coverage', { place: index + 1 })}
              value={cap.belowBasisPoints / 100}
              readOnly={readOnly}
              onChange={(percent) => {
                const next = { ...cap, belowBasisPoints: Math.round(percent * 100) }
                edit({ ...content, coverageCaps: content.coverageCaps.with(index, next) }, `cap${index}`)
              }}
            />
            <span>{t('frame.percentKnown')}</span>
            <GradeSelect
              label={t('frame.atMost', { name: t('frame.coverage', { place: index + 1 }) })}
              value={cap.gradeAtMost}
              readOnly={readOnly}
              onChange={(gradeAtMost) =>
                gradeAtMost !== null &&
                edit({ ...content, coverageCaps: content.coverageCaps.with(index, { ...cap, gradeAtMost }) })
              }
            />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Vetoes({ editor, readOnly }: FrameProps) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const { content, edit } = editor
  const replace = (index: number, veto: (typeof content.vetoes)[number]) =>
    edit({ ...content, vetoes: content.vetoes.with(index, veto) })
  return (
    <Panel title={t('vetoes.title')}>
      <ul className={styles.fields}>
        {content.vetoes.map((veto, index) => {
          const name = textOf(veto.label)
          return (
            <li key={veto.code}>
              <span className={styles.grow}>{name}</span>
              <GradeSelect
                label={t('frame.atMost', { name })}
                value={veto.gradeAtMost}
                readOnly={readOnly}
                onChange={(gradeAtMost) => gradeAtMost !== null && replace(index, { ...veto, gradeAtMost })}
              />
              <span>{t('frame.unchecked')}</span>
              <GradeSelect
                nullable
                label={t('frame.uncheckedAtMost', { name })}
                value={veto.unknownAtMost}
                readOnly={readOnly}
                onChange={(unknownAtMost) => replace(index, { ...veto, unknownAtMost })}
              />
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

/** Grade bands, the alert line, caps by coverage and vetoes. */
export function FramePanel(props: FrameProps) {
  return (
    <div className={styles.stack}>
      <Bands {...props} />
      <CoverageCaps {...props} />
      <Vetoes {...props} />
    </div>
  )
}

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { fiveGrades } from '../../ui/grade-step'
import { GradeTag } from '../../ui/grade-tag'
import { Panel } from '../../ui/panel'
import styles from './designer.module.css'
import { FloorsOfBand } from './floors-of-band'
import { NumberField, type FrameProps } from './frame-fields'
import { lettersOf } from './grade-scale'
import { addBand, countsAs, toScale } from './structure-edit'

type Band = FrameProps['editor']['content']['grades'][number]

function BandRow({ editor, readOnly, band, index }: FrameProps & { band: Band; index: number }) {
  const { t } = useTranslation('scoring')
  const { content, edit } = editor
  const put = (next: Band, name?: string) =>
    edit({ ...content, grades: content.grades.with(index, next) }, name)
  const isLast = index === content.grades.length - 1
  const { grade } = band
  return (
    <li>
      <GradeTag grade={grade} />
      <NumberField
        label={t('frame.from', { grade })}
        value={band.fromHundredths / 100}
        readOnly={readOnly || isLast}
        onChange={(points) => put({ ...band, fromHundredths: Math.round(points * 100) }, `band${index}`)}
      />
      {content.scale === 'nine' && (
        <label>
          {t('frame.countsAs')}{' '}
          <Select
            value={countsAs(band)}
            disabled={readOnly}
            aria-label={t('frame.countsAsOf', { grade })}
            options={fiveGrades.map((value) => ({ value, label: value }))}
            onChange={(five) => put({ ...band, countsAs: five })}
          />
        </label>
      )}
      {!isLast && <FloorsOfBand content={content} band={band} readOnly={readOnly} onChange={put} />}
      {!readOnly && !isLast && (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={t('frame.removeBand', { grade })}
          onClick={() => edit({ ...content, grades: content.grades.toSpliced(index, 1) })}
        />
      )}
    </li>
  )
}

/** Scale, grade bands with their floors, the alert line and the neutral points. */
export function BandsPanel({ editor, readOnly }: FrameProps) {
  const { t } = useTranslation('scoring')
  const { content, edit } = editor
  const absent = lettersOf(content).filter((letter) => !content.grades.some(({ grade }) => grade === letter))
  return (
    <Panel
      title={t('grades.title')}
      extra={
        <Segmented
          value={content.scale ?? 'five'}
          disabled={readOnly}
          options={(['five', 'nine'] as const).map((value) => ({ value, label: t(`frame.scale.${value}`) }))}
          onChange={(scale) => edit(toScale(content, scale))}
        />
      }
    >
      {content.scale === 'nine' && <p className={styles.hint}>{t('frame.nineHint')}</p>}
      <ul className={styles.fields}>
        {content.grades.map((band, index) => (
          <BandRow key={band.grade} editor={editor} readOnly={readOnly} band={band} index={index} />
        ))}
        {!readOnly && absent.length > 0 && (
          <li>
            {absent.map((letter) => (
              <Button
                key={letter}
                size="small"
                icon={<PlusOutlined />}
                onClick={() => edit(addBand(content, letter))}
              >
                {t('frame.addBand', { grade: letter })}
              </Button>
            ))}
          </li>
        )}
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

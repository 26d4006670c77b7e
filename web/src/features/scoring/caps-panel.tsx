import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import styles from './designer.module.css'
import { GradeSelect, NumberField, type FrameProps } from './frame-fields'
import { lettersOf } from './grade-scale'

/** Best grades while too little is known. */
export function CapsPanel({ editor, readOnly }: FrameProps) {
  const { t } = useTranslation('scoring')
  const { content, edit } = editor
  const { coverageCaps: caps } = content
  const letters = lettersOf(content)
  const put = (next: typeof caps, name?: string) => edit({ ...content, coverageCaps: next }, name)
  return (
    <Panel
      title={t('caps.title')}
      extra={
        !readOnly && (
          <Button
            size="small"
            icon={<PlusOutlined />}
            disabled={caps.length >= 10}
            onClick={() => put([...caps, { belowBasisPoints: 3_000, gradeAtMost: letters.at(-1) ?? 'C' }])}
          >
            {t('frame.addCap')}
          </Button>
        )
      }
    >
      <ul className={styles.fields}>
        {caps.map((cap, index) => {
          const label = t('frame.coverage', { place: index + 1 })
          return (
            <li key={index}>
              <NumberField
                label={label}
                value={cap.belowBasisPoints / 100}
                readOnly={readOnly}
                onChange={(percent) =>
                  put(
                    caps.with(index, { ...cap, belowBasisPoints: Math.round(percent * 100) }),
                    `cap${index}`,
                  )
                }
              />
              <span>{t('frame.percentKnown')}</span>
              <GradeSelect
                letters={letters}
                label={t('frame.atMost', { name: label })}
                value={cap.gradeAtMost}
                readOnly={readOnly}
                onChange={(gradeAtMost) =>
                  gradeAtMost !== null && put(caps.with(index, { ...cap, gradeAtMost }))
                }
              />
              {!readOnly && (
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={t('frame.removeCap', { name: label })}
                  onClick={() => put(caps.toSpliced(index, 1))}
                />
              )}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

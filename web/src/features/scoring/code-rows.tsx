import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './designer.module.css'
import { setCodePoints } from './scorecard-edit'
import { PointsInput, StepFigures, type EditorProps } from './step-inputs'

/** Points of a code. */
export function CodeRow({ index, indicator, spread, readOnly, onChange }: EditorProps & { index: number }) {
  const { t } = useTranslation('scoring')
  const given = indicator.codes[index]
  if (given === undefined) return null
  return (
    <tr>
      <th scope="row">{t('bin.code', { code: given.code })}</th>
      <td>
        <PointsInput
          value={given.points}
          label={t('designer.pointsOf', { place: given.code })}
          readOnly={readOnly}
          onChange={(points) => onChange(setCodePoints(indicator, index, points), `code${index}`)}
        />
      </td>
      <StepFigures step={spread?.steps[index]} />
      <td>
        {!readOnly && (
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            disabled={indicator.codes.length < 2}
            aria-label={t('structure.removeCode', { code: given.code })}
            onClick={() => onChange({ ...indicator, codes: indicator.codes.toSpliced(index, 1) })}
          />
        )}
      </td>
    </tr>
  )
}

/** A further code, once it has been typed. */
export function NewCode({ indicator, onChange }: EditorProps) {
  const { t } = useTranslation('scoring')
  const [typed, setTyped] = useState('')
  const code = typed.trim()
  const isNew = code !== '' && !indicator.codes.some((one) => one.code === code)
  const add = () => {
    if (isNew) onChange({ ...indicator, codes: [...indicator.codes, { code, points: 60 }] })
    setTyped('')
  }
  return (
    <tr>
      <td colSpan={5}>
        <Input
          className={styles.weightInput ?? ''}
          value={typed}
          maxLength={64}
          placeholder={t('structure.newCode')}
          aria-label={t('structure.newCode')}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={add}
        />
        <Button size="small" disabled={!isNew} onClick={add}>
          {t('structure.add')}
        </Button>
      </td>
    </tr>
  )
}

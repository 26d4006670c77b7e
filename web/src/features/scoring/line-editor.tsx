import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Indicator } from './api'
import styles from './designer.module.css'
import { divisorOf } from './feature-unit'

type Line = NonNullable<Indicator['line']>

interface LineEditorProps {
  indicator: Indicator
  unit: string
  readOnly: boolean
  onChange: (indicator: Indicator, name?: string) => void
}

/** The corners of a line: so many points at a value, in between in proportion. */
export function LineEditor({ indicator, unit, readOnly, onChange }: LineEditorProps) {
  const { t } = useTranslation('scoring')
  const line: Line = indicator.line ?? []
  const divisor = divisorOf(unit)
  const put = (next: Line, name?: string) => {
    const rises = next.every(({ at }, index) => index === 0 || at > (next[index - 1]?.at ?? at))
    if (rises) onChange({ ...indicator, line: next }, name)
  }
  const last = line.at(-1)
  return (
    <table className={styles.bins}>
      <thead>
        <tr>
          <th scope="col">{t('line.at')}</th>
          <th scope="col">{t('designer.points')}</th>
          <th scope="col">
            <span className="xh-visually-hidden">{t('designer.tools')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {line.map((corner, index) => (
          <tr key={index}>
            <td>
              <InputNumber
                value={corner.at / divisor}
                disabled={readOnly}
                aria-label={t('line.atOf', { place: index + 1 })}
                onChange={(at) =>
                  at !== null &&
                  put(line.with(index, { ...corner, at: Math.round(at * divisor) }), `at${index}`)
                }
              />
            </td>
            <td>
              <InputNumber
                min={0}
                max={100}
                precision={0}
                value={corner.points}
                disabled={readOnly}
                aria-label={t('line.pointsOf', { place: index + 1 })}
                onChange={(points) =>
                  points !== null && put(line.with(index, { ...corner, points }), `line${index}`)
                }
              />
            </td>
            <td>
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                disabled={readOnly || line.length <= 2}
                aria-label={t('line.removeOf', { place: index + 1 })}
                onClick={() => put(line.toSpliced(index, 1))}
              />
            </td>
          </tr>
        ))}
        {!readOnly && last !== undefined && (
          <tr>
            <td colSpan={3}>
              <Button
                size="small"
                icon={<PlusOutlined />}
                disabled={line.length >= 50}
                onClick={() => put([...line, { at: last.at + divisor, points: last.points }])}
              >
                {t('line.add')}
              </Button>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

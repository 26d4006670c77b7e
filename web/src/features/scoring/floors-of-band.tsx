import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import styles from './designer.module.css'
import { NumberField } from './frame-fields'
import type { Content } from './scorecard-edit'

type Band = Content['grades'][number]

interface FloorsProps {
  content: Content
  band: Band
  readOnly: boolean
  onChange: (band: Band, name?: string) => void
}

/** What a grade needs in single dimensions, or it is the next one down. */
export function FloorsOfBand({ content, band, readOnly, onChange }: FloorsProps) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const { grade, floors = [] } = band
  const free = content.dimensions.filter(({ code }) => !floors.some(({ dimension }) => dimension === code))
  const [next] = free
  const put = (list: typeof floors, name?: string) => onChange({ ...band, floors: list }, name)
  return (
    <div className={styles.floors}>
      {floors.map((floor, index) => {
        const own = content.dimensions.find(({ code }) => code === floor.dimension)
        const options = [...(own === undefined ? [] : [own]), ...free]
        const name = own === undefined ? floor.dimension : textOf(own.label)
        return (
          <span key={floor.dimension} className={styles.floor}>
            <Select
              size="small"
              value={floor.dimension}
              disabled={readOnly}
              aria-label={t('frame.floorDimension', { grade, place: index + 1 })}
              popupMatchSelectWidth={false}
              options={options.map(({ code, label }) => ({ value: code, label: textOf(label) }))}
              onChange={(dimension) => put(floors.with(index, { ...floor, dimension }))}
            />
            ≥
            <NumberField
              label={t('frame.floorOf', { grade, name })}
              value={floor.atLeast}
              readOnly={readOnly}
              onChange={(points) =>
                put(floors.with(index, { ...floor, atLeast: Math.round(points) }), `floor${grade}${index}`)
              }
            />
            {!readOnly && (
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('frame.removeFloor', { grade, name })}
                onClick={() => put(floors.toSpliced(index, 1))}
              />
            )}
          </span>
        )
      })}
      {!readOnly && next !== undefined && (
        <Button
          type="dashed"
          size="small"
          icon={<PlusOutlined />}
          aria-label={t('frame.addFloorOf', { grade })}
          onClick={() => put([...floors, { dimension: next.code, atLeast: 50 }])}
        >
          {t('frame.addFloor')}
        </Button>
      )}
    </div>
  )
}

import { PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSegments } from '../../session/segments'
import { useUser } from '../../session/session'
import styles from './imports.module.css'
import { NewSegmentDrawer } from './new-segment-drawer'

interface SegmentDefaultProps {
  value: string | null
  onChange: (segment: string | null) => void
}

/** The segment of rows that name none; where there is none yet, the first is created here. */
export function SegmentDefault({ value, onChange }: SegmentDefaultProps) {
  const { t } = useTranslation('imports')
  const mayCreate = useUser().can('settings:write')
  const segments = useSegments()
  const [adding, setAdding] = useState(false)
  const items = segments.data?.items ?? []
  const none = segments.isSuccess && items.length === 0
  return (
    <div>
      <label>
        <span>{t('mapping.segment')}</span>
        <Select<string>
          allowClear
          value={value}
          placeholder={t('mapping.segmentHint')}
          options={items.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          notFoundContent={t('segment.none')}
          onChange={(segment) => onChange(segment ?? null)}
        />
      </label>
      {none && <p className={styles.missing}>{t(mayCreate ? 'segment.createFirst' : 'segment.askFirst')}</p>}
      {none && mayCreate && (
        <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('segment.add')}
        </Button>
      )}
      {adding && (
        <NewSegmentDrawer
          onCreated={(code) => {
            onChange(code)
            setAdding(false)
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  )
}

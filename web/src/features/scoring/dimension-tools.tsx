import { ArrowDownOutlined, ArrowUpOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import type { Dimension } from './api'
import styles from './designer.module.css'
import { moveDimension, renameDimension } from './structure-edit'
import type { DraftEditor } from './use-draft-editor'

interface DimensionToolsProps {
  editor: DraftEditor
  dimension: Dimension
  onAdd: () => void
}

/** Name and place of a dimension, and its next indicator. */
export function DimensionTools({ editor, dimension, onAdd }: DimensionToolsProps) {
  const { t, i18n } = useTranslation('scoring')
  const name = useText()(dimension.label)
  const { content, edit } = editor
  const { code, label } = dimension
  const isZh = i18n.language.startsWith('zh')
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('structure.toolsOf', { name })}>
      <Button icon={<PlusOutlined />} onClick={onAdd}>
        {t('structure.addIndicator')}
      </Button>
      <Input
        className={styles.name ?? ''}
        value={name}
        maxLength={100}
        aria-label={t('structure.nameOf', { name: code })}
        onChange={(event) => {
          const text = event.target.value
          if (text === '') return
          edit(renameDimension(content, code, { ...label, [isZh ? 'zh' : 'en']: text }), `${code}.label`)
        }}
      />
      <Button
        icon={<ArrowUpOutlined />}
        aria-label={t('structure.upOf', { name })}
        onClick={() => edit(moveDimension(content, code, -1))}
      />
      <Button
        icon={<ArrowDownOutlined />}
        aria-label={t('structure.downOf', { name })}
        onClick={() => edit(moveDimension(content, code, 1))}
      />
    </div>
  )
}

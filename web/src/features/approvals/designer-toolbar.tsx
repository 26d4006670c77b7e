import { ApartmentOutlined, CheckCircleOutlined, SaveOutlined, WarningOutlined } from '@ant-design/icons'
import { Button, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { UndoRedo } from '../../ui/undo-redo'
import { useEditingKeys } from '../../ui/use-editing-keys'
import styles from './designer.module.css'
import type { Designer } from './use-designer'
import type { Faults } from './use-faults'

interface ToolbarProps {
  designer: Designer
  faults: Faults
  readOnly: boolean
  comparing: boolean | undefined
  onCompare: (on: boolean) => void
  saving: boolean
  onSave: () => void
  /** Undefined when there is nothing to publish. */
  onPublish: (() => void) | undefined
}

/** Undo, redo, layout, what is wrong, comparing, saving and publishing. */
export function DesignerToolbar(props: ToolbarProps) {
  const { designer, faults, readOnly, comparing, onCompare, saving, onSave, onPublish } = props
  const { t } = useTranslation('approvals')
  const canSave = designer.dirty && !faults.incomplete && !saving
  useEditingKeys({ undo: designer.undo, redo: designer.redo, save: canSave ? onSave : undefined })
  const status =
    faults.count > 0
      ? t('designer.faults', { count: faults.count })
      : faults.checking
        ? t('designer.checking')
        : t('designer.sound')
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('designer.tools')}>
      {!readOnly && (
        <>
          <UndoRedo undo={designer.undo} redo={designer.redo} />
          <Button icon={<ApartmentOutlined />} onClick={designer.tidy}>
            {t('designer.tidy')}
          </Button>
        </>
      )}
      <p className={styles.soundness} data-faulty={faults.count > 0 || undefined} role="status">
        {faults.count > 0 ? <WarningOutlined aria-hidden /> : <CheckCircleOutlined aria-hidden />} {status}
      </p>
      {comparing !== undefined && (
        <label className={styles.compareSwitch}>
          <Switch size="small" checked={comparing} onChange={onCompare} /> {t('designer.compare')}
        </label>
      )}
      {!readOnly && (
        <>
          <Button icon={<SaveOutlined />} disabled={!canSave} loading={saving} onClick={onSave}>
            {designer.dirty ? t('designer.save') : t('designer.saved')}
          </Button>
          <Button
            type="primary"
            disabled={faults.count > 0 || saving || onPublish === undefined}
            onClick={onPublish}
          >
            {t('publish.publish')}
          </Button>
        </>
      )}
    </div>
  )
}

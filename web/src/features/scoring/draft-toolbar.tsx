import { DownloadOutlined, SaveOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { UndoRedo } from '../../ui/undo-redo'
import { useEditingKeys } from '../../ui/use-editing-keys'
import styles from './designer.module.css'
import { saveAsFile } from './save-as-file'
import type { DraftEditor } from './use-draft-editor'

interface DraftToolbarProps {
  editor: DraftEditor
  readOnly: boolean
  saving: boolean
  onSave: () => void
  /** Undefined when there is nothing to publish. */
  onSubmit: (() => void) | undefined
}

/** Undo, redo, export, saving and publishing. */
export function DraftToolbar({ editor, readOnly, saving, onSave, onSubmit }: DraftToolbarProps) {
  const { t } = useTranslation('scoring')
  const canSave = editor.dirty && !saving && editor.name.trim() !== ''
  useEditingKeys({ undo: editor.undo, redo: editor.redo, save: canSave && !readOnly ? onSave : undefined })
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('designer.tools')}>
      {!readOnly && (
        <>
          <UndoRedo undo={editor.undo} redo={editor.redo} />
        </>
      )}
      <Button icon={<DownloadOutlined />} onClick={() => saveAsFile(editor.content, `${editor.name}.json`)}>
        {t('designer.export')}
      </Button>
      <span className={styles.grow} role="status">
        {editor.dirty ? t('designer.dirty') : t('designer.clean')}
      </span>
      {!readOnly && (
        <>
          <Button icon={<SaveOutlined />} disabled={!canSave} loading={saving} onClick={onSave}>
            {t('designer.save')}
          </Button>
          <Button type="primary" disabled={editor.dirty || onSubmit === undefined} onClick={onSubmit}>
            {t('designer.submit')}
          </Button>
        </>
      )}
    </div>
  )
}

import { DownloadOutlined, RedoOutlined, SaveOutlined, UndoOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
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

/** Ctrl Z, Ctrl Shift Z and Ctrl S; a text field keeps its own undo. */
function useKeys({ undo, redo }: DraftEditor, save: (() => void) | undefined): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      const key = event.key.toLowerCase()
      const typing = event.target instanceof HTMLInputElement && event.target.type === 'text'
      if (key === 's') event.preventDefault()
      const back = event.shiftKey ? redo : undo
      const act =
        key === 's' ? save : typing ? undefined : key === 'y' ? redo : key === 'z' ? back : undefined
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [undo, redo, save])
}

/** Undo, redo, export, saving and publishing. */
export function DraftToolbar({ editor, readOnly, saving, onSave, onSubmit }: DraftToolbarProps) {
  const { t } = useTranslation('scoring')
  const canSave = editor.dirty && !saving && editor.name.trim() !== ''
  useKeys(editor, canSave && !readOnly ? onSave : undefined)
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('designer.tools')}>
      {!readOnly && (
        <>
          <Button
            icon={<UndoOutlined />}
            disabled={editor.undo === undefined}
            title={t('designer.undo')}
            aria-label={t('designer.undo')}
            onClick={editor.undo}
          />
          <Button
            icon={<RedoOutlined />}
            disabled={editor.redo === undefined}
            title={t('designer.redo')}
            aria-label={t('designer.redo')}
            onClick={editor.redo}
          />
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

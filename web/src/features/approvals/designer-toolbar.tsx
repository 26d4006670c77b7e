import {
  ApartmentOutlined,
  CheckCircleOutlined,
  RedoOutlined,
  SaveOutlined,
  UndoOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import { Button, Switch } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
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

/** Ctrl Z, Ctrl Shift Z and Ctrl S, unless somebody types in a field that has its own undo. */
function useKeys({ undo, redo }: Designer, save: (() => void) | undefined): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      const key = event.key.toLowerCase()
      const typing =
        event.target instanceof HTMLElement && ['INPUT', 'TEXTAREA'].includes(event.target.tagName)
      const act =
        key === 's'
          ? save
          : typing
            ? undefined
            : key === 'y' || (key === 'z' && event.shiftKey)
              ? redo
              : key === 'z'
                ? undo
                : undefined
      if (key === 's') event.preventDefault()
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [undo, redo, save])
}

/** Undo, redo, layout, what is wrong, comparing, saving and publishing. */
export function DesignerToolbar(props: ToolbarProps) {
  const { designer, faults, readOnly, comparing, onCompare, saving, onSave, onPublish } = props
  const { t } = useTranslation('approvals')
  const canSave = designer.dirty && !faults.incomplete && !saving
  useKeys(designer, canSave ? onSave : undefined)
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
          <Button
            icon={<UndoOutlined />}
            disabled={designer.undo === undefined}
            title={t('designer.undo')}
            aria-label={t('designer.undo')}
            onClick={designer.undo}
          />
          <Button
            icon={<RedoOutlined />}
            disabled={designer.redo === undefined}
            title={t('designer.redo')}
            aria-label={t('designer.redo')}
            onClick={designer.redo}
          />
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

import { RedoOutlined, UndoOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

interface UndoRedoProps {
  /** Undefined when there is nothing to take back. */
  undo: (() => void) | undefined
  redo: (() => void) | undefined
}

/** The two buttons of every designer. */
export function UndoRedo({ undo, redo }: UndoRedoProps) {
  const { t } = useTranslation()
  const steps = [
    { key: 'undo', icon: <UndoOutlined />, act: undo },
    { key: 'redo', icon: <RedoOutlined />, act: redo },
  ] as const
  return steps.map(({ key, icon, act }) => (
    <Button
      key={key}
      icon={icon}
      disabled={act === undefined}
      title={t(`action.${key}`)}
      aria-label={t(`action.${key}`)}
      onClick={act}
    />
  ))
}

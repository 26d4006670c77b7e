import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { Panel } from '../panel'
import { History } from './history'

interface HistoryPanelProps {
  objectType: string
  /** The code by which people know the object, or its id. */
  objectId: string
  /** When the page shows more than one history. */
  title?: string
}

/** The history of an object at the foot of its page; asked for when somebody wants it, and may read it. */
export function HistoryPanel({ objectType, objectId, title }: HistoryPanelProps) {
  const { t } = useTranslation('audit')
  const user = useUser()
  const [open, setOpen] = useState(false)
  if (!user.can('audit:read')) return null
  return (
    <Panel title={title ?? t('tab')}>
      {open ? (
        <History objectType={objectType} objectId={objectId} />
      ) : (
        <Button onClick={() => setOpen(true)}>{t('show')}</Button>
      )}
    </Panel>
  )
}

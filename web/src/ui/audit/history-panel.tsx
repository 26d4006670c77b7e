import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { Panel } from '../panel'
import { History } from './history'

/** The history of an object at the foot of its page; asked for when somebody wants it, and may read it. */
export function HistoryPanel({ objectType, objectId }: { objectType: string; objectId: string }) {
  const { t } = useTranslation('audit')
  const user = useUser()
  const [open, setOpen] = useState(false)
  if (!user.can('audit:read')) return null
  return (
    <Panel title={t('tab')}>
      {open ? (
        <History objectType={objectType} objectId={objectId} />
      ) : (
        <Button onClick={() => setOpen(true)}>{t('show')}</Button>
      )}
    </Panel>
  )
}

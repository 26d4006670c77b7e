import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ProblemAlert } from '../../ui/error-state'
import { isBusy, startMatching, useLatestRun, useReceiptsChanged } from './api'
import { SettingsDrawer } from './settings-drawer'

/** What can be done with all receipts: bring in a bank file, match, change the settings. */
export function MatchingActions() {
  const { t } = useTranslation('receipts')
  const user = useUser()
  const navigate = useNavigate()
  const may = user.can('receipts:match')
  const changed = useReceiptsChanged()
  const latest = useLatestRun(may)
  const [editing, setEditing] = useState(false)
  const start = useMutation({ mutationFn: startMatching, onSettled: changed })
  const busy = isBusy(latest.data?.run?.status)
  if (!may) return null
  return (
    <>
      {user.can('settings:write') && <Button onClick={() => setEditing(true)}>{t('settings.open')}</Button>}
      <Button loading={start.isPending || busy} onClick={() => start.mutate()}>
        {t('run')}
      </Button>
      {user.can('imports:write') && (
        <Button type="primary" onClick={() => void navigate('/imports/new?kind=bank-lines')}>
          {t('import')}
        </Button>
      )}
      <ProblemAlert error={start.error} />
      {editing && <SettingsDrawer onClose={() => setEditing(false)} />}
    </>
  )
}

/** How the latest matching stands; the lists are asked again when it ends. */
export function MatchingNews() {
  const { t } = useTranslation('receipts')
  const changed = useReceiptsChanged()
  const run = useLatestRun(useUser().can('receipts:match')).data?.run
  const busy = isBusy(run?.status)
  const was = useRef(busy)
  useEffect(() => {
    if (was.current && !busy) changed()
    was.current = busy
  }, [busy, changed])
  if (run == null) return null
  return (
    <span role="status">
      {busy
        ? t('running', { done: run.linesDone + run.done, total: run.linesTotal + run.total })
        : t('ran', { matched: run.matched, proposed: run.proposed })}
    </span>
  )
}

import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { ErrorState } from '../error-state'
import { Panel } from '../panel'
import { PanelSkeleton } from '../panel-skeleton'
import { PickListForm } from './pick-list-form'
import styles from './pick-list.module.css'
import { usePickList, type PickListPath } from './use-pick-list'

/** A list that people choose from, which administrators add to, rename, order and retire from. */
export function PickListPanel({ title, path }: { title: string; path: PickListPath }) {
  const { t } = useTranslation()
  const may = useUser().can('settings:write')
  const list = usePickList(path)
  return (
    <Panel title={title}>
      <p className={`xh-quiet ${styles.hint ?? ''}`}>{t('pickList.hint')}</p>
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <PanelSkeleton rows={6} />}
      {list.data !== undefined && <PickListForm path={path} entries={list.data.items} may={may} />}
    </Panel>
  )
}

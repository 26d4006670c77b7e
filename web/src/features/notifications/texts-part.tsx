import type { TableColumnType } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useText } from '../../i18n/use-text'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { SplitView } from '../../ui/split-view'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag } from '../../ui/status-tag'
import { useKinds, type Kind } from './channel-api'
import { groupsOf } from './groups'
import styles from './notifications.module.css'
import { TextEditor } from './text-editor'

function useColumns(href: (kind: string) => () => void): readonly TableColumnType<Kind>[] {
  const { t, i18n } = useTranslation('notifications')
  const text = useText()
  const locale = i18n.language === 'en' ? 'en' : 'zh-CN'
  const shown = ({ texts }: Kind) => texts.find((one) => one.locale === locale)
  return [
    {
      key: 'name',
      title: t('text.kind'),
      render: (_, row) => (
        <button type="button" className={styles.link} onClick={href(row.kind)}>
          {text(row.name)}
        </button>
      ),
    },
    { key: 'title', title: t('text.title'), render: (_, row) => shown(row)?.title },
    {
      key: 'changed',
      title: t('text.changed'),
      render: (_, { texts }) => {
        const own = texts.filter(({ changed }) => changed).map(({ locale: of }) => t(`locale.${of}`))
        return own.length === 0 ? (
          <span className="xh-quiet">{t('text.standard')}</span>
        ) : (
          <StatusTag tone="info">{t('text.own', { languages: own.join(t('comma')) })}</StatusTag>
        )
      },
    },
  ]
}

/** The texts of all notifications; one of them opens beside the list to be put into other words. */
export function TextsPart() {
  const { t } = useTranslation('notifications')
  const text = useText()
  const kinds = useKinds()
  const [params, setParams] = useSearchParams()
  const open = (kind: string | undefined) =>
    setParams(kind === undefined ? {} : { kind }, { preventScrollReset: true })
  const columns = useColumns((kind) => () => open(kind))
  if (kinds.isError) return <ErrorState error={kinds.error} onRetry={() => void kinds.refetch()} />
  if (kinds.isPending) return <PanelSkeleton rows={12} />
  const { items } = kinds.data
  if (items.length === 0) return <EmptyState title={t('text.kind')} />
  const chosen = items.find(({ kind }) => kind === params.get('kind'))
  return (
    <SplitView
      label={chosen === undefined ? t('settings.texts') : text(chosen.name)}
      onClose={() => open(undefined)}
      list={
        <div className={styles.stack}>
          {groupsOf(items).map(({ group, items: rows }) => (
            <Panel key={group} title={t(`group.${group}`)}>
              <StackingTable<Kind> rows={rows} rowKey={({ kind }) => kind} columns={columns} />
            </Panel>
          ))}
        </div>
      }
      {...(chosen === undefined ? {} : { detail: <TextEditor key={chosen.kind} kind={chosen} /> })}
    />
  )
}

import { Select, Switch, type TableColumnType } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Panel } from '../../ui/panel'
import { StackingTable } from '../../ui/stacking-table'
import { groupsOf } from './groups'
import styles from './notifications.module.css'
import type { KindChoice, MailMode } from './preferences-api'

interface ChoiceTableProps {
  kinds: readonly KindChoice[]
  onChange: (kinds: KindChoice[]) => void
}

const modes = ['now', 'digest', 'off'] as const satisfies readonly MailMode[]

/** Each kind with its channels: in the inbox or not, by mail at once, in the digest, or not at all. */
export function ChoiceTable({ kinds, onChange }: ChoiceTableProps) {
  const { t } = useTranslation('notifications')
  const text = useText()
  const set = (changed: KindChoice) =>
    onChange(kinds.map((one) => (one.kind === changed.kind ? changed : one)))
  const columns: readonly TableColumnType<KindChoice>[] = [
    { key: 'name', title: t('text.kind'), render: (_, row) => text(row.name) },
    {
      key: 'app',
      title: t('channel.app'),
      width: 180,
      render: (_, row) =>
        row.needed ? (
          <span className="xh-quiet">{t('preferences.always')}</span>
        ) : (
          <Switch
            checked={row.app}
            aria-label={t('preferences.inApp', { kind: text(row.name) })}
            onChange={(app) => set({ ...row, app })}
          />
        ),
    },
    {
      key: 'email',
      title: t('channel.email'),
      width: 180,
      render: (_, row) => (
        <Select<MailMode>
          className={styles.mode ?? ''}
          value={row.email}
          aria-label={t('preferences.byMail', { kind: text(row.name) })}
          options={modes.map((value) => ({ value, label: t(`mode.${value}`) }))}
          onChange={(email) => set({ ...row, email })}
        />
      ),
    },
  ]
  return groupsOf(kinds).map(({ group, items }) => (
    <Panel key={group} title={t(`group.${group}`)}>
      <StackingTable<KindChoice> rows={items} rowKey={({ kind }) => kind} columns={columns} />
    </Panel>
  ))
}

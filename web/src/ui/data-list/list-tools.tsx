import { DownloadOutlined, SaveOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Dropdown, Input, Modal, Popover, Tooltip, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './data-list.module.css'
import type { ListControl } from './list-state'
import type { DataColumn } from './list-types'
import { useSavedViews } from './saved-views'

interface ViewsProps {
  username: string
  list: string
  control: ListControl
}

/** Saved views: apply, save the present filters under a name, remove. */
export function SavedViews({ username, list, control }: ViewsProps) {
  const { t } = useTranslation()
  const { views, save, remove } = useSavedViews(username, list)
  const [name, setName] = useState<string>()
  const field = useRef<InputRef>(null)
  const submit = () => {
    if (name !== undefined && name.trim() !== '') save({ name: name.trim(), query: control.query })
    setName(undefined)
  }
  const items = [
    ...views.map((view) => ({
      key: `view:${view.name}`,
      label: view.name,
      onClick: () => control.apply(view.query),
    })),
    ...(views.length > 0 ? [{ type: 'divider' as const }] : []),
    { key: 'save', label: t('list.saveView'), onClick: () => setName('') },
    ...(views.length > 0
      ? [
          {
            key: 'remove',
            label: t('list.removeView'),
            children: views.map((view) => ({
              key: `remove:${view.name}`,
              label: view.name,
              onClick: () => remove(view.name),
            })),
          },
        ]
      : []),
  ]
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<SaveOutlined />}>{t('list.views')}</Button>
      </Dropdown>
      <Modal
        open={name !== undefined}
        title={t('list.saveView')}
        okText={t('action.save')}
        cancelText={t('action.cancel')}
        onOk={submit}
        onCancel={() => setName(undefined)}
        // The menu gives the focus back to its button when it closes: the field takes it once the dialog is there.
        afterOpenChange={(open) => {
          if (open) field.current?.focus()
        }}
      >
        <Input
          ref={field}
          maxLength={40}
          value={name ?? ''}
          placeholder={t('list.viewName')}
          aria-label={t('list.viewName')}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={submit}
        />
      </Modal>
    </>
  )
}

interface ColumnChoiceProps<Row> {
  columns: readonly DataColumn<Row>[]
  shown: readonly string[]
  choose: (keys: readonly string[] | undefined) => void
}

/** Which columns are shown. */
export function ColumnChoice<Row>({ columns, shown, choose }: ColumnChoiceProps<Row>) {
  const { t } = useTranslation()
  const content = (
    <div className={styles.columnChoice}>
      <Checkbox.Group
        value={[...shown]}
        onChange={(keys) => choose(keys)}
        options={columns.map(({ key, title, pinned }) => ({
          value: key,
          label: title,
          disabled: pinned === true,
        }))}
      />
      <Button type="link" size="small" onClick={() => choose(undefined)}>
        {t('list.usualColumns')}
      </Button>
    </div>
  )
  return (
    <Popover content={content} trigger="click" placement="bottomRight">
      <Button icon={<SettingOutlined />} aria-label={t('list.columns')} title={t('list.columns')} />
    </Popover>
  )
}

/** Downloads everything that is filtered, not only the page. */
export function ExportLink({ href }: { href: string }) {
  const { t } = useTranslation()
  return (
    <Tooltip title={t('list.exportHint')}>
      <Button icon={<DownloadOutlined />} href={href} download aria-label={t('list.export')} />
    </Tooltip>
  )
}

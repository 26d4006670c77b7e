import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../error-state'
import { MoveButtons } from './move-buttons'
import styles from './pick-list.module.css'
import { pickListKey, putPickList, type PickListEntry, type PickListPath } from './use-pick-list'

interface PickListFormProps {
  path: PickListPath
  entries: readonly PickListEntry[]
  may: boolean
}

interface Fields {
  items: PickListEntry[]
}

/** The entries in the order in which people choose. What was used once is switched off, never removed. */
export function PickListForm({ path, entries, may }: PickListFormProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const known = new Set(entries.map(({ code }) => code))
  const save = useMutation({
    mutationFn: ({ items }: Fields) => putPickList(path, items),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: pickListKey(path) })
      void message.success(t('pickList.saved'))
    },
  })
  return (
    <Form<Fields>
      disabled={!may}
      initialValues={{ items: entries }}
      onFinish={(fields) => save.mutate(fields)}
    >
      <Form.List name="items">
        {(fields, { add, move }) => (
          <>
            <ul className={styles.entries}>
              {fields.map(({ key, name }) => (
                <li key={key}>
                  <EntryFields at={name} known={known} />
                  <Form.Item noStyle dependencies={[['items', name, 'nameZh']]}>
                    {({ getFieldValue }) => (
                      <MoveButtons
                        name={String(getFieldValue(['items', name, 'nameZh']) ?? '')}
                        at={name}
                        count={fields.length}
                        disabled={!may}
                        onMove={move}
                      />
                    )}
                  </Form.Item>
                </li>
              ))}
            </ul>
            {may && (
              <Button
                className={styles.add ?? ''}
                icon={<PlusOutlined />}
                onClick={() => add({ code: '', nameZh: '', nameEn: '', active: true })}
              >
                {t('pickList.add')}
              </Button>
            )}
          </>
        )}
      </Form.List>
      <ProblemAlert error={save.error} />
      {may && (
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('action.save')}
        </Button>
      )}
    </Form>
  )
}

function EntryFields({ at, known }: { at: number; known: ReadonlySet<string> }) {
  const { t } = useTranslation()
  const needed = [{ required: true, whitespace: true, message: t('pickList.needed') }]
  const shape = { required: true, pattern: /^[a-z][a-z0-9_-]{0,39}$/, message: t('pickList.codeShape') }
  return (
    <>
      <Form.Item name={[at, 'active']} valuePropName="checked" initialValue>
        <Switch size="small" aria-label={t('pickList.active')} />
      </Form.Item>
      <Form.Item name={[at, 'code']} rules={[shape]}>
        <CodeField known={known} label={t('pickList.code')} />
      </Form.Item>
      {(['nameZh', 'nameEn'] as const).map((name) => (
        <Form.Item key={name} name={[at, name]} rules={needed}>
          <Input maxLength={60} aria-label={t(`pickList.${name}`)} placeholder={t(`pickList.${name}`)} />
        </Form.Item>
      ))}
    </>
  )
}

interface CodeFieldProps {
  known: ReadonlySet<string>
  label: string
  value?: string
  onChange?: (value: string) => void
}

/** The code of an entry that is stored already stays as it is. */
function CodeField({ known, label, value = '', onChange }: CodeFieldProps) {
  return (
    <Input
      maxLength={40}
      aria-label={label}
      placeholder={label}
      value={value}
      readOnly={known.has(value)}
      onChange={(event) => onChange?.(event.target.value)}
    />
  )
}

import { ArrowDownOutlined, ArrowUpOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex, Form, Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../ui/error-state'
import { putReasons, type Reasons } from './settings-api'
import styles from './worklist.module.css'

/** Why customers may dispute, in the order in which people choose. What was used once is switched off, never removed. */
export function ReasonsForm({ reasons, may }: { reasons: Reasons; may: boolean }) {
  const { t } = useTranslation(['worklist', 'common'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const known = new Set(reasons.map(({ code }) => code))
  const save = useMutation({
    mutationFn: ({ items }: { items: Reasons }) =>
      putReasons(items.map((one) => ({ ...one, active: one.active ?? true }))),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['dispute-reasons'] })
      void message.success(t('worklist:settings.saved'))
    },
  })
  const needed = [{ required: true, whitespace: true, message: t('worklist:log.needed') }]
  return (
    <Form<{ items: Reasons }>
      disabled={!may}
      initialValues={{ items: reasons }}
      onFinish={(fields) => save.mutate(fields)}
    >
      <Form.List name="items">
        {(fields, { add, move }) => (
          <ul className={styles.reasons}>
            {fields.map(({ key, name }) => (
              <li key={key}>
                <Form.Item name={[name, 'active']} valuePropName="checked" initialValue>
                  <Switch size="small" aria-label={t('worklist:settings.active')} />
                </Form.Item>
                <Form.Item
                  name={[name, 'code']}
                  rules={[
                    {
                      required: true,
                      pattern: /^[a-z][a-z0-9_-]{0,39}$/,
                      message: t('worklist:settings.codeShape'),
                    },
                  ]}
                >
                  <CodeField known={known} label={t('worklist:settings.code')} />
                </Form.Item>
                <Form.Item name={[name, 'nameZh']} rules={needed}>
                  <Input
                    maxLength={60}
                    aria-label={t('worklist:settings.nameZh')}
                    placeholder={t('worklist:settings.nameZh')}
                  />
                </Form.Item>
                <Form.Item name={[name, 'nameEn']} rules={needed}>
                  <Input
                    maxLength={60}
                    aria-label={t('worklist:settings.nameEn')}
                    placeholder={t('worklist:settings.nameEn')}
                  />
                </Form.Item>
                <Flex>
                  <Button
                    type="text"
                    icon={<ArrowUpOutlined />}
                    aria-label={t('worklist:settings.up')}
                    disabled={!may || name === 0}
                    onClick={() => move(name, name - 1)}
                  />
                  <Button
                    type="text"
                    icon={<ArrowDownOutlined />}
                    aria-label={t('worklist:settings.down')}
                    disabled={!may || name === fields.length - 1}
                    onClick={() => move(name, name + 1)}
                  />
                </Flex>
              </li>
            ))}
            {may && (
              <Button
                icon={<PlusOutlined />}
                onClick={() => add({ code: '', nameZh: '', nameEn: '', active: true })}
              >
                {t('worklist:settings.addReason')}
              </Button>
            )}
          </ul>
        )}
      </Form.List>
      <ProblemAlert error={save.error} />
      {may && (
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('common:action.save')}
        </Button>
      )}
    </Form>
  )
}

interface CodeFieldProps {
  known: ReadonlySet<string>
  label: string
  value?: string
  onChange?: (value: string) => void
}

/** The code of a reason that is stored already stays as it is. */
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

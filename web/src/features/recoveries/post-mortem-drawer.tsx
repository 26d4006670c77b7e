import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { Panel } from '../../ui/panel'
import { usePickOptions } from '../../ui/pick-list/use-pick-list'
import { changePostMortem, useActed, useSignals, writePostMortem, type BadDebt } from './api'
import { SignalList } from './signal-list'

interface Fields {
  happened: string
  causes: string[]
  lessons: string
  rule?: string
}

interface PostMortemDrawerProps {
  /** The write-off. */
  of: { id: string }
  /** The case, when it has been written already. */
  one?: BadDebt
  onClose: () => void
}

/** Writes down what was learnt from a bad debt, with what could have been seen beside it. */
export function PostMortemDrawer({ of, one, onClose }: PostMortemDrawerProps) {
  const { t } = useTranslation('recoveries')
  const acted = useActed()
  const found = useSignals(of.id).data
  const causes = usePickOptions('/api/v1/bad-debt-causes', one?.causes.map(({ code }) => code) ?? [])
  const rules = [{ required: true, message: t('needed') }]
  const send = ({ rule, ...rest }: Fields) => {
    const body = { ...rest, rule: rule?.trim() ? rule.trim() : null }
    return one ? changePostMortem(one.id, body) : writePostMortem(of.id, body)
  }
  const initial = one
    ? {
        ...{ happened: one.happened, lessons: one.lessons, rule: one.rule ?? '' },
        causes: one.causes.map(({ code }) => code),
      }
    : {}
  return (
    <FormDrawer<Fields, BadDebt>
      title={t('library.write')}
      size="large"
      initial={initial}
      send={send}
      onClose={onClose}
      onSaved={() => {
        acted()
        onClose()
      }}
      below={
        <Panel title={t('signal.title')}>
          <SignalList signals={one?.signals ?? found?.items ?? []} />
        </Panel>
      }
    >
      <Form.Item name="happened" label={t('library.happened')} rules={rules}>
        <Input.TextArea rows={4} maxLength={4000} />
      </Form.Item>
      <Form.Item name="causes" label={t('library.causes')} rules={rules}>
        <Select mode="multiple" maxCount={10} options={causes} optionFilterProp="label" />
      </Form.Item>
      <Form.Item name="lessons" label={t('library.lessons')} rules={rules}>
        <Input.TextArea rows={4} maxLength={4000} />
      </Form.Item>
      <Form.Item name="rule" label={t('library.rule')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
    </FormDrawer>
  )
}

import { App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { DayField, DayItem } from '../../ui/days/day-field'
import { publishMatrix, useMatrices, useProvisionsChanged, type Matrix } from './api'
import { ChoiceFields, FactorFields, RateFields } from './matrix-fields'
import { matrixFromForm, matrixToForm, type MatrixForm } from './matrix-form'
import styles from './provisions.module.css'

function Editor({ inForce, newest }: { inForce: Matrix; newest: number }) {
  const { t } = useTranslation('provisions')
  const { message } = App.useApp()
  const changed = useProvisionsChanged()
  const publish = useMutation({
    mutationFn: (form: MatrixForm) =>
      publishMatrix({
        content: matrixFromForm(form, inForce.content),
        baseVersion: newest,
        validFrom: form.validFrom.format('YYYY-MM-DD'),
        reason: form.reason,
      }),
    onSuccess: async ({ version }) => {
      await changed()
      void message.success(t('matrix.published', { version }))
    },
  })
  const may = inForce.allowed.includes('edit')
  return (
    <Form<MatrixForm>
      layout="vertical"
      requiredMark={false}
      disabled={!may}
      initialValues={matrixToForm(inForce.content)}
      onFinish={(form) => publish.mutate(form)}
    >
      <div className={styles.stack}>
        <Panel
          title={
            inForce.version === 0
              ? t('run.builtIn')
              : `${t('matrix.version', { version: inForce.version })} · ${t('matrix.inForce')}`
          }
        >
          <ChoiceFields />
          <h3>{t('matrix.rates')}</h3>
          <RateFields bounds={inForce.content.bounds} />
        </Panel>
        <Panel title={t('matrix.factor')}>
          <FactorFields />
        </Panel>
        {may && (
          <Panel title={t('matrix.publish')}>
            <DayItem name="validFrom" label={t('matrix.validFrom')} rules={[{ required: true }]}>
              <DayField allowClear={false} />
            </DayItem>
            <Form.Item
              name="reason"
              label={t('matrix.publishReason')}
              rules={[{ required: true, whitespace: true }]}
            >
              <Input.TextArea rows={2} maxLength={1000} />
            </Form.Item>
            <ProblemAlert error={publish.error} />
            <Button type="primary" htmlType="submit" loading={publish.isPending}>
              {t('matrix.publish')}
            </Button>
          </Panel>
        )}
      </div>
    </Form>
  )
}

/** The matrix in force, its next version, and those before it. */
export function MatrixPanel() {
  const { t } = useTranslation('provisions')
  const found = useMatrices()
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <PanelSkeleton rows={10} />
  const { items } = found.data
  const inForce = items.find((one) => one.inForce)
  return (
    <div className={styles.stack}>
      {inForce && <Editor key={inForce.version} inForce={inForce} newest={items[0]?.version ?? 0} />}
      <Panel title={t('matrix.versions')}>
        <ul>
          {items.map(({ version, validFrom, createdBy, reason }) => (
            <li key={version}>
              {version === 0 ? t('matrix.builtIn') : t('matrix.version', { version })}
              {version > 0 && (
                <span className="xh-quiet">
                  {' '}
                  {validFrom} · {createdBy} · {reason}
                </span>
              )}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  )
}

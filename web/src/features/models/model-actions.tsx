import { DownloadOutlined, ExperimentOutlined, FilePdfOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { exportHref, modelSql, reportHref, type Model } from './api'
import { StepDialog, type Step } from './step-dialog'
import { TrialDrawer } from './trial-drawer'

/** The model as SQL, saved as a file. */
function SqlButton({ model }: { model: Model }) {
  const { t } = useTranslation('models')
  const written = useMutation({
    mutationFn: () => modelSql(model.id),
    onSuccess: ({ sql }) => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([sql], { type: 'application/sql' }))
      link.download = `${model.code}-v${model.version}.sql`
      link.click()
      URL.revokeObjectURL(link.href)
    },
  })
  return (
    <>
      <Button icon={<DownloadOutlined />} loading={written.isPending} onClick={() => written.mutate()}>
        {t('action.exportSql')}
      </Button>
      <ProblemAlert error={written.error} />
    </>
  )
}

/** What may be done with a model now; the server says what. */
export function ModelActions({ model }: { model: Model }) {
  const { t, i18n } = useTranslation('models')
  const [step, setStep] = useState<Step>()
  const [trying, setTrying] = useState(false)
  const { may } = model
  const steps: readonly Step[] = [
    ...(may.validate ? [{ kind: 'validate' } as const] : []),
    ...(may.ask.length > 0 ? [{ kind: 'submit', uses: may.ask } as const] : []),
    ...may.use.map((use) => ({ kind: 'use', use }) as const),
    ...(may.standDown ? [{ kind: 'stand-down' } as const] : []),
    ...(may.retire ? [{ kind: 'retire' } as const] : []),
  ]
  const [first] = steps
  return (
    <>
      {model.report !== null && (
        <Button icon={<FilePdfOutlined />} href={reportHref(model.id, i18n.language)} download>
          {t('action.report')}
        </Button>
      )}
      <Button icon={<DownloadOutlined />} href={exportHref(model.id)} download>
        {t('action.export')}
      </Button>
      <SqlButton model={model} />
      {may.try && (
        <Button
          icon={<ExperimentOutlined />}
          type={model.report === null ? 'primary' : 'default'}
          onClick={() => setTrying(true)}
        >
          {t('trial.button')}
        </Button>
      )}
      {[...steps].reverse().map((one) => (
        <Button
          key={`${one.kind}${one.kind === 'use' ? one.use : ''}`}
          type={one === first && one.kind !== 'retire' ? 'primary' : 'default'}
          onClick={() => setStep(one)}
        >
          {one.kind === 'use' ? t(`step.use.${one.use}`) : t(`step.${one.kind}.button`)}
        </Button>
      ))}
      {trying && <TrialDrawer model={model} onClose={() => setTrying(false)} />}
      {step !== undefined && <StepDialog model={model} step={step} onClose={() => setStep(undefined)} />}
    </>
  )
}

import { RedoOutlined, UndoOutlined } from '@ant-design/icons'
import { Alert, App, Button, DatePicker, Modal } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ConfirmAction } from '../../ui/confirm-action'
import { Instant } from '../../ui/day'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { SimulationPanel } from '../../ui/simulation/simulation-panel'
import { useLeaveGuard } from '../../ui/use-leave-guard'
import { usePolicyVersions, type Policy, type PolicyVersion } from './api'
import {
  useDropPolicyDraft,
  usePolicyDraft,
  usePublishPolicy,
  useSavePolicyDraft,
  type Draft,
} from './draft-api'
import { PolicyEditor } from './policy-editor'
import styles from './policy.module.css'
import { useEdited } from '../../ui/use-edited'

interface DesignerProps {
  inForce: PolicyVersion
  draft: Draft | null
}

function PublishButton({ policy, onDone }: { policy: Policy; onDone: () => void }) {
  const { t } = useTranslation('policy')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const [from, setFrom] = useState<Dayjs | null>(null)
  const publish = usePublishPolicy()
  const send = () =>
    publish.mutate(
      { content: policy, validFrom: from?.toISOString() },
      {
        onSuccess: (answer) => {
          onDone()
          setOpen(false)
          const waits = 'caseId' in answer
          void message.success(waits ? t('design.waits') : t('design.published', { version: answer.version }))
          void navigate(waits ? `/approval-cases/${answer.caseId}` : '/policies')
        },
      },
    )
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('design.publish')}
      </Button>
      <Modal
        open={open}
        title={t('design.publish')}
        okText={t('design.publish')}
        confirmLoading={publish.isPending}
        onOk={send}
        onCancel={() => setOpen(false)}
      >
        <p>{t('design.publishHint')}</p>
        <DatePicker
          showTime
          value={from}
          placeholder={t('design.atOnce')}
          aria-label={t('design.validFrom')}
          onChange={(value) => setFrom(value)}
        />
        <ProblemAlert error={publish.error} />
      </Modal>
    </>
  )
}

function Designer({ inForce, draft }: DesignerProps) {
  const { t } = useTranslation('policy')
  const edited = useEdited<Policy>(draft?.content ?? inForce.content)
  const save = useSavePolicyDraft()
  const drop = useDropPolicyDraft()
  useLeaveGuard(edited.dirty)
  const keep = () =>
    save.mutate(
      { content: edited.value, baseVersion: inForce.version, revision: draft?.revision ?? null },
      { onSuccess: () => edited.reset(edited.value) },
    )
  const discard = () => drop.mutate(undefined, { onSuccess: () => edited.reset(inForce.content) })
  return (
    <>
      <PageHeader
        title={t('design.title')}
        detail={
          draft === null ? (
            t('design.noDraft', { version: inForce.version })
          ) : (
            <>
              {t('design.saved', { by: draft.savedBy })} <Instant value={draft.savedAt} />
            </>
          )
        }
        actions={
          <>
            <Button
              aria-label={t('design.undo')}
              icon={<UndoOutlined />}
              disabled={!edited.undo}
              onClick={edited.undo}
            />
            <Button
              aria-label={t('design.redo')}
              icon={<RedoOutlined />}
              disabled={!edited.redo}
              onClick={edited.redo}
            />
            {draft !== null && (
              <ConfirmAction
                label={t('design.drop')}
                question={t('design.dropQuestion')}
                consequence={t('design.dropHint')}
                danger
                onConfirm={discard}
              />
            )}
            <Button disabled={!edited.dirty} loading={save.isPending} onClick={keep}>
              {t('design.save')}
            </Button>
            <PublishButton policy={edited.value} onDone={() => edited.reset(edited.value)} />
          </>
        }
      />
      {draft?.outdated === true && <Alert type="warning" showIcon title={t('design.outdated')} />}
      <ProblemAlert error={save.error ?? drop.error} />
      <div className={styles.designer}>
        <PolicyEditor policy={edited.value} currency={inForce.baseCurrency} onChange={edited.change} />
        <div className={styles.effect}>
          <SimulationPanel tried={{ kind: 'policy', content: edited.value }} months={[0, 1, 3, 6, 12, 24]} />
        </div>
      </div>
    </>
  )
}

/** The policy under edit on the left, what it would do on the right. */
export function Component() {
  const versions = usePolicyVersions()
  const draft = usePolicyDraft()
  const error = versions.error ?? draft.error
  if (error !== null)
    return (
      <ErrorState error={error} onRetry={() => void Promise.all([versions.refetch(), draft.refetch()])} />
    )
  const inForce = versions.data?.items.find((one) => one.inForce)
  if (inForce === undefined || draft.data === undefined) return <PanelSkeleton rows={12} />
  return <Designer inForce={inForce} draft={draft.data.draft} />
}

import { App, Button, DatePicker, Modal } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ProblemAlert } from '../../ui/error-state'
import { DesignerGate } from '../../ui/shared-draft/designer-gate'
import { DraftHeader } from '../../ui/shared-draft/draft-header'
import type { SharedDraft } from '../../ui/shared-draft/shared-draft-api'
import { useDraftDesigner } from '../../ui/shared-draft/use-draft-designer'
import { SimulationPanel } from '../../ui/simulation/simulation-panel'
import { usePolicyVersions, usePublishPolicy, type Policy, type PolicyVersion } from './api'
import { PolicyEditor } from './policy-editor'
import styles from './policy.module.css'

const DRAFT = '/api/v1/policies/draft'

interface DesignerProps {
  inForce: PolicyVersion
  draft: SharedDraft<Policy> | null
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
  const designer = useDraftDesigner({ path: DRAFT, draft, inForce })
  const { edited } = designer
  return (
    <>
      <DraftHeader
        title={t('design.title')}
        draft={draft}
        version={inForce.version}
        designer={designer}
        actions={<PublishButton policy={edited.value} onDone={designer.published} />}
      />
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
  return (
    <DesignerGate<Policy, PolicyVersion> versions={versions} draftPath={DRAFT}>
      {(inForce, draft) => <Designer inForce={inForce} draft={draft} />}
    </DesignerGate>
  )
}

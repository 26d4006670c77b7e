import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePersonName } from '../../session/people'
import { Instant } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { Person } from '../../ui/person'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { useCancelPolicy, type PolicyVersion } from './api'

const tones: Readonly<Record<PolicyVersion['status'], Tone>> = {
  ...{ 'in-force': 'good', scheduled: 'warn', past: 'neutral', cancelled: 'neutral' },
}

/** A version in force since ever has the beginning of time as its date. */
const beginning = '1970-01-01T00:00:00.000Z'

/** Whether a version is in force, will be, was, or was taken back. */
export function VersionStatus({ version }: { version: PolicyVersion }) {
  const { t } = useTranslation('policy')
  return <StatusTag tone={tones[version.status]}>{t(`version.status.${version.status}`)}</StatusTag>
}

/** When a version begins, or began. */
export function VersionStart({ version }: { version: PolicyVersion }) {
  const { t } = useTranslation('policy')
  return version.validFrom === beginning ? t('version.beginning') : <Instant value={version.validFrom} />
}

function CancelButton({ version }: { version: number }) {
  const { t } = useTranslation('policy')
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const cancel = useCancelPolicy()
  const send = () =>
    cancel.mutate(
      { version, reason: reason.trim() },
      {
        onSuccess: () => {
          setOpen(false)
          void message.success(t('version.cancelled', { version }))
        },
      },
    )
  return (
    <>
      <Button danger size="small" onClick={() => setOpen(true)}>
        {t('version.cancel')}
      </Button>
      <Modal
        open={open}
        title={t('version.cancelQuestion', { version })}
        okText={t('version.cancel')}
        okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
        confirmLoading={cancel.isPending}
        onOk={send}
        onCancel={() => setOpen(false)}
      >
        <p>{t('version.cancelHint')}</p>
        <Input.TextArea
          aria-label={t('version.reason')}
          placeholder={t('version.reason')}
          maxLength={500}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <ProblemAlert error={cancel.error} />
      </Modal>
    </>
  )
}

interface VersionPanelProps {
  versions: readonly PolicyVersion[]
  onShow: (version: number) => void
}

/** Every version with its dates; one that has not begun can be taken back. */
export function VersionPanel({ versions, onShow }: VersionPanelProps) {
  const { t } = useTranslation('policy')
  const nameOf = usePersonName()
  const columns: readonly StackingColumn<PolicyVersion>[] = [
    {
      key: 'version',
      title: t('version.title'),
      render: (_, { version }) => (
        <Button type="link" size="small" onClick={() => onShow(version)}>
          {t('version.name', { version })}
        </Button>
      ),
    },
    {
      key: 'status',
      stack: 'aside',
      title: t('version.state'),
      render: (_, version) => <VersionStatus version={version} />,
    },
    { key: 'from', title: t('version.since'), render: (_, version) => <VersionStart version={version} /> },
    {
      key: 'by',
      title: t('version.publisher'),
      render: (_, { createdBy }) => <Person username={createdBy} />,
    },
    {
      key: 'note',
      title: t('version.note'),
      render: (_, { cancelled }) =>
        cancelled === null
          ? null
          : t('version.cancelledBy', { name: nameOf(cancelled.by), reason: cancelled.reason }),
    },
    {
      key: 'actions',
      title: '',
      render: (_, { allowed, version }) => allowed.includes('cancel') && <CancelButton version={version} />,
    },
  ]
  return (
    <Panel title={t('version.all')} flush>
      <StackingTable<PolicyVersion>
        flush
        rowKey={({ version }) => String(version)}
        rows={versions}
        columns={columns}
        pageSize={10}
      />
    </Panel>
  )
}

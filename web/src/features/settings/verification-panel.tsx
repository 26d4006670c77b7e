import { Button, Form, Input, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Instant } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useProblemText } from '../../ui/problem-text'
import { StatusTag } from '../../ui/status-tag'
import { isUnderWay, useSealState, useVerifyNow, type SealState, type Verification } from './audit-api'
import styles from './audit-tab.module.css'

const count = (value: number) => value.toLocaleString('en-US')

function Findings({ run }: { run: Verification }) {
  const { t } = useTranslation('audit')
  return (
    <ul className={styles.findings}>
      {(run.result?.findings ?? []).map((finding) => (
        <li
          key={`${finding.of} ${finding.kind} ${finding.batchNo ?? ''} ${finding.entryId ?? finding.detail}`}
        >
          <StatusTag tone="danger">{t(`finding.${finding.kind}`)}</StatusTag>{' '}
          {finding.entryId !== null && t(`findingOf.${finding.of}`, { id: finding.entryId })}{' '}
          {finding.batchNo !== null && t(`findingBatch.${finding.of}`, { batch: finding.batchNo })}{' '}
          <span className="xh-quiet">{finding.detail}</span>
        </li>
      ))}
    </ul>
  )
}

function Outcome({ run }: { run: Verification | null }) {
  const { t } = useTranslation('audit')
  if (run === null) return <StatusTag tone="neutral">{t('verify.never')}</StatusTag>
  switch (run.status) {
    case 'queued':
      return <StatusTag tone="info">{t('verify.queued')}</StatusTag>
    case 'running':
      return (
        <div role="status">
          {t('verify.running', { done: count(run.done), total: count(run.total) })}
          <Progress
            percent={run.total === 0 ? 0 : Math.floor((100 * run.done) / run.total)}
            aria-label={t('verify.title')}
          />
        </div>
      )
    case 'clean':
      return (
        <StatusTag tone="good">
          {t('verify.clean', {
            count: run.result?.entries ?? 0,
            decisions: count(run.result?.decisions.sealed ?? 0),
          })}
        </StatusTag>
      )
    case 'findings':
      return (
        <>
          <StatusTag tone="danger">
            {t('verify.findings', { count: run.result?.findings.length ?? 0 })}
          </StatusTag>
          <Findings run={run} />
        </>
      )
    case 'failed':
      return <StatusTag tone="warn">{t('verify.failed')}</StatusTag>
  }
}

function Seal({ state }: { state: SealState }) {
  const { t } = useTranslation('audit')
  return (
    <dl className={styles.state}>
      <div>
        <dt>{t('verify.sealed')}</dt>
        <dd className="xh-numeric">{count(state.sealedEntries)}</dd>
      </div>
      <div>
        <dt>{t('verify.decisions')}</dt>
        <dd className="xh-numeric">{count(state.sealedDecisions)}</dd>
      </div>
      <div>
        <dt>{t('verify.batches')}</dt>
        <dd className="xh-numeric">{count(state.batches)}</dd>
      </div>
      <div>
        <dt>{t('verify.waiting')}</dt>
        <dd className="xh-numeric">{count(state.waiting.entries)}</dd>
      </div>
      {state.latest !== null && (
        <div>
          <dt>{t('verify.latest')}</dt>
          <dd>
            <Instant value={state.latest.finishedAt ?? state.latest.requestedAt} />{' '}
            <span className="xh-quiet">{t('verify.by', { name: state.latest.requestedBy })}</span>
          </dd>
        </div>
      )}
      {state.root !== null && (
        <div>
          <dt title={t('verify.rootHint')}>{t('verify.root')}</dt>
          <dd>
            <code className={styles.root}>{state.root.hash}</code>
            <p className="xh-quiet">{t('verify.rootHint')}</p>
          </dd>
        </div>
      )}
    </dl>
  )
}

function Again({ underWay }: { underWay: boolean }) {
  const { t } = useTranslation('audit')
  const verify = useVerifyNow()
  const problemText = useProblemText()
  const [root, setRoot] = useState('')
  const expected = root.trim().toLowerCase()
  const isRight = expected === '' || /^[0-9a-f]{64}$/.test(expected)
  return (
    <div className={styles.again}>
      <Form.Item
        className={styles.expect ?? ''}
        validateStatus={isRight ? '' : 'error'}
        help={isRight ? undefined : t('verify.expectShape')}
      >
        <Input
          value={root}
          aria-label={t('verify.expect')}
          placeholder={t('verify.expect')}
          onChange={(event) => setRoot(event.target.value)}
        />
      </Form.Item>
      <Button
        type="primary"
        disabled={!isRight}
        loading={verify.isPending || underWay}
        onClick={() => verify.mutate(expected)}
      >
        {t('verify.now')}
      </Button>
      {verify.isError && <StatusTag tone="danger">{problemText(verify.error).title}</StatusTag>}
    </div>
  )
}

/** How far the trail is sealed, whether it is what was sealed, and what is not. */
export function VerificationPanel() {
  const { t } = useTranslation('audit')
  const state = useSealState()
  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />
  if (state.isPending) return <PanelSkeleton rows={3} />
  const { latest } = state.data
  return (
    <Panel title={t('verify.title')}>
      <Seal state={state.data} />
      <Outcome run={latest} />
      <Again underWay={isUnderWay(latest)} />
    </Panel>
  )
}

import { CalculatorOutlined } from '@ant-design/icons'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useParams } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ConfirmAction } from '../../ui/confirm-action'
import { ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import { runProposals, useLimitsChanged, type RunResult } from './api'
import { AutomaticButton } from './automatic-drawer'
import { ProposalCase } from './proposal-case'
import { ProposalList } from './proposal-list'
import { RunOutcome } from './run-outcome'

function RunButton({ onDone }: { onDone: (result: RunResult) => void }) {
  const { t } = useTranslation('limits')
  const changed = useLimitsChanged()
  const run = useMutation({ mutationFn: runProposals, onSuccess: onDone, onSettled: changed })
  return (
    <>
      <ConfirmAction
        label={t('run.action')}
        question={t('run.question')}
        consequence={t('run.consequence')}
        onConfirm={() => run.mutate()}
        button={{ icon: <CalculatorOutlined />, loading: run.isPending }}
      />
      <ProblemAlert error={run.error} />
    </>
  )
}

/** What the credit policy and people propose to change about limits and terms. */
export function Component() {
  const { t } = useTranslation('limits')
  const user = useUser()
  const { id } = useParams()
  const { search } = useLocation()
  const [ran, setRan] = useState<RunResult>()
  const navigate = useNavigate()
  const go = useCallback(
    (pathname: string) => void navigate({ pathname, search }, { preventScrollReset: true }),
    [navigate, search],
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        detail={t('detail')}
        actions={
          <>
            {user.can('limits:write') && user.role !== 'sales' && <AutomaticButton />}
            {user.can('limits:propose') && user.role !== 'sales' && <RunButton onDone={setRan} />}
          </>
        }
      />
      {ran !== undefined && <RunOutcome key={ran.runId} result={ran} onClose={() => setRan(undefined)} />}
      <SplitView
        list={<ProposalList onOpen={(row) => go(`/limits/${row.id}`)} openId={id} />}
        label={t('case.title')}
        onClose={() => go('/limits')}
        {...(id === undefined ? {} : { detail: <ProposalCase key={id} id={id} /> })}
      />
    </>
  )
}

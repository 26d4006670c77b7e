import { useParams } from 'react-router'
import { ErrorState } from '../../ui/error-state'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { FlowDesigner } from './flow-designer'
import { useFlow, useSubjects } from './flow-api'
import { useBothLanguagesReady } from './use-both-languages'

/** Drawing a flow: canvas and list, forms, trial runs, comparison, publication. */
export function Component() {
  const { code = '' } = useParams()
  const flow = useFlow(code)
  const subjects = useSubjects()
  const ready = useBothLanguagesReady()
  if (flow.isError) return <ErrorState error={flow.error} onRetry={() => void flow.refetch()} />
  if (subjects.isError) return <ErrorState error={subjects.error} onRetry={() => void subjects.refetch()} />
  if (flow.isPending || subjects.isPending || !ready) return <PanelSkeleton rows={14} />
  const subject = subjects.data.items.find(({ key }) => key === flow.data.subject)
  return <FlowDesigner key={code} detail={flow.data} subject={subject} />
}

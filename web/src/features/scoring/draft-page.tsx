import { useParams } from 'react-router'
import { ErrorState } from '../../ui/error-state'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useScorecard } from './api'
import { useDraft } from './draft-api'
import { ScorecardDesigner } from './scorecard-designer'

/** A draft of a scorecard: edited on the left, what it does to the book on the right. */
export function Component() {
  const { id = '' } = useParams()
  const draft = useDraft(id)
  const base = useScorecard(draft.data?.baseVersion)
  if (draft.isError) return <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />
  if (base.isError) return <ErrorState error={base.error} onRetry={() => void base.refetch()} />
  if (draft.data === undefined || base.data === undefined) return <PanelSkeleton rows={14} />
  return <ScorecardDesigner key={id} draft={draft.data} base={base.data} />
}

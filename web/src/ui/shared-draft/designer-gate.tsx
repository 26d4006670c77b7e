import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '../error-state'
import { PanelSkeleton } from '../panel-skeleton'
import { useSharedDraft, type SharedDraft } from './shared-draft-api'

interface DesignerGateProps<Content, Version> {
  versions: UseQueryResult<{ readonly items: readonly Version[] }>
  /** Address of the draft that the people who may write the document share. */
  draftPath: string
  children: (inForce: Version, draft: SharedDraft<Content> | null) => ReactNode
}

/** Opens a designer once the version in force and the draft are there; a skeleton until then, what went wrong otherwise. */
export function DesignerGate<Content, Version extends { inForce: boolean }>({
  versions,
  draftPath,
  children,
}: DesignerGateProps<Content, Version>) {
  const draft = useSharedDraft<Content>(draftPath)
  const error = versions.error ?? draft.error
  if (error !== null)
    return (
      <ErrorState error={error} onRetry={() => void Promise.all([versions.refetch(), draft.refetch()])} />
    )
  const inForce = versions.data?.items.find((one) => one.inForce)
  if (inForce === undefined || draft.data === undefined) return <PanelSkeleton rows={12} />
  return children(inForce, draft.data.draft)
}

import { useState } from 'react'
import { useEdited } from '../use-edited'
import { useLeaveGuard } from '../use-leave-guard'
import { useChangeDraft, type SharedDraft } from './shared-draft-api'

interface Designed<Content> {
  /** Address of the draft. */
  readonly path: string
  readonly draft: SharedDraft<Content> | null
  readonly inForce: { readonly version: number; readonly content: Content }
}

/**
 * The state of a designer: the document under edit, saving or dropping its shared draft, and which version it changes.
 * What nobody has changed follows the version in force.
 */
export function useDraftDesigner<Content>({ path, draft, inForce }: Designed<Content>) {
  const edited = useEdited(draft?.content ?? inForce.content)
  const [baseVersion, setBaseVersion] = useState(draft?.baseVersion ?? inForce.version)
  const { save, drop } = useChangeDraft<Content>(path)
  useLeaveGuard(edited.dirty)
  const follow = () => {
    edited.reset(inForce.content)
    setBaseVersion(inForce.version)
  }
  if (draft === null && !edited.dirty && baseVersion !== inForce.version) follow()
  const keep = () =>
    save.mutate(
      { content: edited.value, baseVersion: inForce.version, revision: draft?.revision ?? null },
      {
        onSuccess: () => {
          edited.reset(edited.value)
          setBaseVersion(inForce.version)
        },
      },
    )
  const discard = () => {
    if (draft === null) follow()
    else drop.mutate(undefined, { onSuccess: follow })
  }
  /** The document was published, or waits for approval: it is nobody's unsaved change any more, and no draft. */
  const published = () => {
    edited.reset(edited.value)
    if (draft !== null) drop.mutate()
  }
  return {
    ...{ edited, keep, discard, published, baseVersion },
    /** Another version has come into force since the change was begun. */
    outdated: baseVersion !== inForce.version,
    saving: save.isPending,
    error: save.error ?? drop.error,
  }
}

/** What `useDraftDesigner` gives. */
export type DraftDesigner<Content> = ReturnType<typeof useDraftDesigner<Content>>

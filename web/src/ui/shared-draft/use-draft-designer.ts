import { useEdited } from '../use-edited'
import { useLeaveGuard } from '../use-leave-guard'
import { useChangeDraft, type SharedDraft } from './shared-draft-api'

interface Designed<Content> {
  /** Address of the draft. */
  readonly path: string
  readonly draft: SharedDraft<Content> | null
  readonly inForce: { readonly version: number; readonly content: Content }
}

/** The state of a designer: the document under edit, and saving or dropping its shared draft. */
export function useDraftDesigner<Content>({ path, draft, inForce }: Designed<Content>) {
  const edited = useEdited(draft?.content ?? inForce.content)
  const { save, drop } = useChangeDraft<Content>(path)
  useLeaveGuard(edited.dirty)
  const keep = () =>
    save.mutate(
      { content: edited.value, baseVersion: inForce.version, revision: draft?.revision ?? null },
      { onSuccess: () => edited.reset(edited.value) },
    )
  const discard = () => drop.mutate(undefined, { onSuccess: () => edited.reset(inForce.content) })
  return { edited, keep, discard, saving: save.isPending, error: save.error ?? drop.error }
}

/** What `useDraftDesigner` gives. */
export type DraftDesigner<Content> = ReturnType<typeof useDraftDesigner<Content>>

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMutation } from '../../api/use-mutation'
import { request } from '../../api/request'

/** The unpublished change of a document, which the people who may write it share. */
export interface SharedDraft<Content> {
  readonly content: Content
  /** The version that it changes. */
  readonly baseVersion: number
  /** Rises with each save; who saves names the one they saw. */
  readonly revision: number
  readonly savedBy: string
  readonly savedAt: string
  /** Another version has come into force since it was begun. */
  readonly outdated: boolean
}

interface DraftAnswer<Content> {
  readonly draft: SharedDraft<Content> | null
}

const keyOf = (path: string) => ['shared-draft', path]

/** The draft at this address; null without one. */
export function useSharedDraft<Content>(path: string) {
  return useQuery({
    queryKey: keyOf(path),
    queryFn: ({ signal }) => request<DraftAnswer<Content>>('GET', path, { signal }),
  })
}

/** Saves or drops the draft at this address. */
export function useChangeDraft<Content>(path: string) {
  const queries = useQueryClient()
  const onSuccess = (answer: DraftAnswer<Content>) => queries.setQueryData(keyOf(path), answer)
  const save = useMutation({
    mutationFn: (body: { content: Content; baseVersion: number; revision: number | null }) =>
      request<DraftAnswer<Content>>('PUT', path, { body }),
    onSuccess,
  })
  const drop = useMutation({ mutationFn: () => request<DraftAnswer<Content>>('DELETE', path), onSuccess })
  return { save, drop }
}

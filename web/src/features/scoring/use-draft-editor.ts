import { useMemo, useState } from 'react'
import { change, redo, startHistory, undo } from '../../ui/history'
import { sameDocument } from '../../ui/same-document'
import type { Draft } from './draft-api'
import { replaceIndicator, type Content } from './scorecard-edit'
import type { Indicator } from './api'

export interface DraftEditor {
  content: Content
  name: string
  rename: (name: string) => void
  /** Changes of the same name in a row are one step of undo. */
  edit: (content: Content, name?: string) => void
  editIndicator: (indicator: Indicator, name?: string) => void
  undo: (() => void) | undefined
  redo: (() => void) | undefined
  /** Indicators whose weight stays while others are moved. */
  locked: ReadonlySet<string>
  toggleLock: (code: string) => void
  dirty: boolean
  revision: number
  onSaved: (draft: Draft) => void
}

/** The state of the designer: the document with undo and redo, locks, and what is saved. */
export function useDraftEditor(draft: Draft): DraftEditor {
  const [history, setHistory] = useState(() => startHistory<Content>(draft.content))
  const [name, rename] = useState(draft.name)
  const [saved, setSaved] = useState(draft)
  const [locked, setLocked] = useState<ReadonlySet<string>>(new Set())
  const content = history.present
  const dirty = useMemo(
    () => name !== saved.name || !sameDocument(content, saved.content),
    [content, name, saved],
  )
  const edit = (next: Content, what?: string) => setHistory((before) => change(before, next, what))
  return {
    content,
    name,
    rename,
    edit,
    editIndicator: (indicator, what) =>
      edit(
        replaceIndicator(content, indicator),
        what === undefined ? undefined : `${indicator.code}.${what}`,
      ),
    undo: history.past.length === 0 ? undefined : () => setHistory(undo),
    redo: history.future.length === 0 ? undefined : () => setHistory(redo),
    locked,
    toggleLock: (code) => {
      const next = new Set(locked)
      if (!next.delete(code)) next.add(code)
      setLocked(next)
    },
    dirty,
    revision: saved.revision,
    onSaved: setSaved,
  }
}

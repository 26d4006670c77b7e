import { useMemo, useState } from 'react'
import { change, redo, startHistory, undo } from './history'
import { sameDocument } from './same-document'

interface Edited<T> {
  readonly value: T
  readonly change: (next: T) => void
  readonly undo: (() => void) | undefined
  readonly redo: (() => void) | undefined
  /** Makes this the value that counts as saved, without a way back. */
  readonly reset: (saved: T) => void
  readonly dirty: boolean
}

/** A document under edit, with undo and redo, and whether it differs from what is saved. */
export function useEdited<T>(start: T): Edited<T> {
  const [saved, setSaved] = useState(start)
  const [history, setHistory] = useState(() => startHistory(start))
  const value = history.present
  const dirty = useMemo(() => !sameDocument(value, saved), [value, saved])
  return {
    value,
    change: (next) => setHistory((before) => change(before, next)),
    undo: history.past.length === 0 ? undefined : () => setHistory(undo),
    redo: history.future.length === 0 ? undefined : () => setHistory(redo),
    reset: (next) => {
      setSaved(next)
      setHistory(startHistory(next))
    },
    dirty,
  }
}

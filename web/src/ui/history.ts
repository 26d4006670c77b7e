/** A document that is being edited, with what it was before and what was taken back. */
export interface History<T> {
  past: readonly T[]
  present: T
  future: readonly T[]
  /** What the last change was about: changes with the same name in a row are one step of undo. */
  lastChange: string | undefined
}

const stepsMax = 100

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], lastChange: undefined }
}

/**
 * The next state of the document. A name merges consecutive changes of one thing (typing in one field) into a
 * single step; without a name every change is a step of its own.
 */
export function change<T>(history: History<T>, present: T, name?: string): History<T> {
  if (Object.is(present, history.present)) return history
  const merges = name !== undefined && name === history.lastChange
  const past = merges ? history.past : [...history.past, history.present].slice(-stepsMax)
  return { past, present, future: [], lastChange: name }
}

/** Takes the last step back; the same history when there is none. */
export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    lastChange: undefined,
  }
}

/** Does again what was taken back last; the same history when nothing was. */
export function redo<T>(history: History<T>): History<T> {
  const [after, ...rest] = history.future
  if (after === undefined) return history
  return { past: [...history.past, history.present], present: after, future: rest, lastChange: undefined }
}

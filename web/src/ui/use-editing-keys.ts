import { useEffect } from 'react'

interface Editing {
  /** Undefined when there is nothing to take back. */
  undo: (() => void) | undefined
  redo: (() => void) | undefined
  /** Undefined while it cannot be saved. */
  save: (() => void) | undefined
}

/** Ctrl Z, Ctrl Shift Z or Ctrl Y, and Ctrl S (⌘ on a Mac); a text field keeps its own undo. */
export function useEditingKeys({ undo, redo, save }: Editing): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      const key = event.key.toLowerCase()
      if (key === 's') event.preventDefault()
      const act = key === 's' ? save : isTyped(event.target) ? undefined : stepOf(key, event.shiftKey)
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    const stepOf = (key: string, shift: boolean) => {
      if (key === 'y') return redo
      if (key === 'z') return shift ? redo : undo
      return undefined
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [undo, redo, save])
}

/** A field that takes back what was typed in it by itself; a slider or a switch does not. */
function isTyped(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['range', 'checkbox', 'radio'].includes(target.type)
}

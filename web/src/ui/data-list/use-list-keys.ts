import { useEffect, useState } from 'react'

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return true
  return target.closest('[role="dialog"], [role="listbox"], [role="menu"]') !== null
}

/** j and k move through the rows, Enter opens. Gives the index of the active row, -1 for none. */
export function useListKeys(count: number, open: (index: number) => void): [number, (index: number) => void] {
  const [active, setActive] = useState(-1)

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === 'j') setActive((at) => Math.min(at + 1, count - 1))
      else if (event.key === 'k') setActive((at) => Math.max(at - 1, 0))
      else if (event.key === 'Enter' && active >= 0 && event.target === document.body) open(active)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [count, active, open])

  useEffect(() => {
    document.querySelector(`[data-row-index="${active}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [active])

  return [active < count ? active : -1, setActive]
}

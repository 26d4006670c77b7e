import { useEffect } from 'react'
import type { Outcome } from './api'

/** What a talk may come to, in the order of their keys 1 to 6. */
export const outcomeKeys = [
  'reached',
  'no_answer',
  'promised',
  'disputed',
  'call_back',
  'refused',
] as const satisfies readonly Outcome[]

/** Keys 1 to 6 begin to note a contact, unless somebody is typing. */
export function useOutcomeKeys(active: boolean, onPick: (outcome: Outcome) => void): void {
  useEffect(() => {
    if (!active) return
    const pressed = (event: KeyboardEvent) => {
      const at = event.target
      const typing =
        at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName))
      const outcome = outcomeKeys[Number(event.key) - 1]
      if (typing || outcome === undefined || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      onPick(outcome)
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [active, onPick])
}

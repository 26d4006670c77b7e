import { useState } from 'react'

export interface SavedView {
  name: string
  query: string
}

function read<T>(key: string, isValid: (value: unknown) => value is T, fallback: T): T {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isValid(stored) ? stored : fallback
  } catch {
    return fallback
  }
}

function isViews(value: unknown): value is SavedView[] {
  return (
    Array.isArray(value) &&
    value.every((view) => typeof view === 'object' && view !== null && 'name' in view && 'query' in view)
  )
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string')
}

/** Views a person saved for a list, on this device. Saving under a known name replaces it. */
export function useSavedViews(username: string, list: string) {
  const key = `xinheng.views.${username}.${list}`
  const [views, setViews] = useState(() => read(key, isViews, []))
  const store = (next: SavedView[]) => {
    localStorage.setItem(key, JSON.stringify(next))
    setViews(next)
  }
  return {
    views,
    save: (view: SavedView) => store([...views.filter((known) => known.name !== view.name), view]),
    remove: (name: string) => store(views.filter((known) => known.name !== name)),
  }
}

/** Keys of the columns a person chose for a list, or undefined for the usual ones. */
export function useChosenColumns(username: string, list: string) {
  const key = `xinheng.columns.${username}.${list}`
  const [chosen, setChosen] = useState<readonly string[] | undefined>(() => {
    const stored = read(key, isNames, [])
    return stored.length === 0 ? undefined : stored
  })
  const choose = (next: readonly string[] | undefined) => {
    if (next === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(next))
    setChosen(next)
  }
  return { chosen, choose }
}

import { createContext, useContext } from 'react'

export type ThemeChoice = 'light' | 'dark' | 'system'
export type ThemeMode = 'light' | 'dark'

const storageKey = 'xinheng.theme'

/** The remembered choice; an unknown or missing value means: follow the system. */
export function readThemeChoice(): ThemeChoice {
  const stored = localStorage.getItem(storageKey)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

export function rememberThemeChoice(choice: ThemeChoice): void {
  if (choice === 'system') localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, choice)
}

export interface ThemeState {
  mode: ThemeMode
  choice: ThemeChoice
  choose: (choice: ThemeChoice) => void
}

export const ThemeContext = createContext<ThemeState>({
  mode: 'light',
  choice: 'system',
  choose: () => undefined,
})

/** The theme in use and how to change it. */
export function useTheme(): ThemeState {
  return useContext(ThemeContext)
}

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

const storageKey = 'xinheng.language'

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value)
}

/** The remembered language, or undefined when the person never chose one on this device. */
export function readLanguageChoice(): Language | undefined {
  const stored = localStorage.getItem(storageKey)
  return isLanguage(stored) ? stored : undefined
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(storageKey, language)
}

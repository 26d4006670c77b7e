import i18next, { type BackendModule, type ReadCallback } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { languages, readLanguageChoice, rememberLanguage, type Language } from './language'

type Words = Record<string, unknown>

const files = import.meta.glob<Words>('../locales/*/*.json', { import: 'default' })

/** Loads one namespace of one language as its own chunk, when a page first asks for it. */
const chunks: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language: string, namespace: string, callback: ReadCallback) {
    const load = files[`../locales/${language}/${namespace}.json`]
    if (load === undefined) {
      callback(new Error(`No words for ${language}/${namespace}`), false)
      return
    }
    load().then(
      (words) => callback(null, words),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), true),
    )
  },
}

function applyToDocument(language: string): void {
  document.documentElement.lang = language
}

/** Starts translation with the remembered language (Chinese unless one was chosen). Resolves when ready. */
export async function startI18n(): Promise<void> {
  const language = readLanguageChoice() ?? 'zh-CN'
  i18next.on('languageChanged', applyToDocument)
  await i18next
    .use(chunks)
    .use(initReactI18next)
    .init({
      lng: language,
      supportedLngs: [...languages],
      load: 'currentOnly',
      fallbackLng: false,
      ns: ['common', 'shell'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      returnNull: false,
    })
  applyToDocument(language)
}

/** Changes the language now and remembers it on this device. */
export async function changeLanguage(language: Language): Promise<void> {
  rememberLanguage(language)
  await i18next.changeLanguage(language)
}

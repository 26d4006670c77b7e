import { useTranslation } from 'react-i18next'

/** A sentence the server wrote in both languages. */
export interface BilingualText {
  zh: string
  en: string
}

/** Gives a function that picks the sentence in the language of the interface. */
export function useText(): (text: BilingualText) => string {
  const { i18n } = useTranslation()
  return (text) => (i18n.language === 'en' ? text.en : text.zh)
}

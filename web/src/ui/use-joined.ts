import { useTranslation } from 'react-i18next'

/** Writes words one after the other, the way the language separates them. */
export function useJoined(): (words: readonly string[]) => string {
  const { t } = useTranslation()
  return (words) => words.join(t('listSeparator'))
}

import { useTranslation } from 'react-i18next'

const knownTypes = ['order', 'delivery', 'invoice', 'receipt', 'credit-note', 'write-off'] as const

/** The name of a kind of document; the kind itself when it is unknown. */
export function useTypeName(): (type: string) => string {
  const { t } = useTranslation('receivables')
  return (type) => {
    const known = knownTypes.find((one) => one === type)
    return known === undefined ? type : t(`type.${known}`)
  }
}

import { useTranslation } from 'react-i18next'

type Known = 'customers_read'

/** Gives a permission in words; one that this version of the interface does not know keeps its code. */
export function usePermissionName(): (code: string) => string {
  const { t, i18n } = useTranslation('access')
  return (code) => {
    const key = code.replace(':', '_')
    return i18n.exists(`access:permission.${key}`) ? t(`permission.${key as Known}`) : code
  }
}

import { Skeleton } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, Outlet, useLocation } from 'react-router'
import { isLanguage, readLanguageChoice } from '../i18n/language'
import { UserContext, useSessionQuery } from '../session/session'
import { ErrorState } from '../ui/error-state'

/** The language of the account, unless the person chose another on this device. */
function useAccountLanguage(locale: string | undefined): void {
  const { i18n } = useTranslation()
  useEffect(() => {
    if (readLanguageChoice() === undefined && isLanguage(locale) && locale !== i18n.language) {
      void i18n.changeLanguage(locale)
    }
  }, [locale, i18n])
}

/** Lets only signed-in people through; others go to the sign-in page and come back to where they were. */
export function SessionGate() {
  const session = useSessionQuery()
  const location = useLocation()
  useAccountLanguage(session.data?.user.locale)

  if (session.isPending) return <Skeleton active style={{ padding: 32 }} />
  if (session.data === undefined) {
    return <ErrorState error={session.error} onRetry={() => void session.refetch()} />
  }
  if (session.data === null) {
    const wanted = `${location.pathname}${location.search}`
    return (
      <Navigate replace to={wanted === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(wanted)}`} />
    )
  }
  if (session.data.user.secondFactor === 'required' && location.pathname !== '/profile')
    return <Navigate replace to="/profile" />
  return (
    <UserContext value={session.data.user}>
      <Outlet />
    </UserContext>
  )
}

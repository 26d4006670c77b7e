import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate, useParams } from 'react-router'
import { useUser } from '../../session/session'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import { HoldCase } from './hold-case'
import { HoldList } from './hold-list'

/** Stopped orders, most urgent first, with the case beside the list. */
export function Component() {
  const { t } = useTranslation('holds')
  const user = useUser()
  const { id } = useParams()
  const { search } = useLocation()
  const navigate = useNavigate()
  const open = useCallback(
    (hold: { id: string }) =>
      void navigate({ pathname: `/holds/${hold.id}`, search }, { preventScrollReset: true }),
    [navigate, search],
  )
  const close = () => void navigate({ pathname: '/holds', search }, { preventScrollReset: true })
  return (
    <>
      <PageHeader
        title={t('title')}
        detail={t('detail')}
        actions={user.can('insight:read') && <Link to="/reports/releases">{t('releases.link')}</Link>}
      />
      <SplitView
        list={<HoldList onOpen={open} openId={id} />}
        label={t('case.title')}
        onClose={close}
        {...(id === undefined ? {} : { detail: <HoldCase key={id} id={id} /> })}
      />
    </>
  )
}

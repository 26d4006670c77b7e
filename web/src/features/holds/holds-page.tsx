import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useParams } from 'react-router'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import { HoldCase } from './hold-case'
import { HoldList } from './hold-list'

/** Stopped orders, most urgent first, with the case beside the list. */
export function Component() {
  const { t } = useTranslation('holds')
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
      <PageHeader title={t('title')} detail={t('detail')} />
      <SplitView
        list={<HoldList onOpen={open} openId={id} />}
        label={t('case.title')}
        onClose={close}
        {...(id === undefined ? {} : { detail: <HoldCase key={id} id={id} /> })}
      />
    </>
  )
}

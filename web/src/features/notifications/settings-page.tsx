import { useTranslation } from 'react-i18next'
import { Link, Navigate, useParams } from 'react-router'
import { PageHeader } from '../../ui/page-header'
import { TabLinks } from '../../ui/tab-links'
import { ChannelsPart } from './channels-part'
import { LogPart } from './log-part'
import { SmsPart } from './sms-part'
import { TextsPart } from './texts-part'

const parts = ['channels', 'sms', 'texts', 'log'] as const
type Part = (typeof parts)[number]

const bodies: Readonly<Record<Part, () => React.JSX.Element>> = {
  channels: ChannelsPart,
  sms: SmsPart,
  texts: TextsPart,
  log: LogPart,
}

/** How notifications leave the house, in which words, and what became of them. */
export function Component() {
  const { t } = useTranslation('notifications')
  const { part } = useParams()
  const shown = parts.find((one) => one === part)
  if (shown === undefined) return <Navigate replace to="/settings/notifications/channels" />
  const Body = bodies[shown]
  return (
    <>
      <PageHeader title={t('settings.title')} detail={<Link to="/settings">{t('settings.back')}</Link>} />
      <TabLinks
        label={t('settings.title')}
        items={parts.map((one) => ({ to: `/settings/notifications/${one}`, label: t(`settings.${one}`) }))}
      />
      <Body />
    </>
  )
}

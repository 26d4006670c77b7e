import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag } from '../../ui/status-tag'
import { useSmsTexts, type SmsText } from './sms-api'

const locales = ['zh-CN', 'en'] as const

/** The template of one text in one language; leads to where it is entered. */
function Template({ text }: { text: SmsText | undefined }) {
  const { t } = useTranslation('notifications')
  if (text === undefined) return <>–</>
  return (
    <Link to={`/dunning-texts?text=${encodeURIComponent(text.code)}&locale=${text.locale}`}>
      {text.sms === null ? (
        <StatusTag tone="neutral">{t('sms.noTemplate')}</StatusTag>
      ) : (
        <code>{text.sms.templateId}</code>
      )}
    </Link>
  )
}

/** Which templates of the platform stand for the texts of collection steps. */
export function SmsTextsPanel() {
  const { t } = useTranslation('notifications')
  const textOf = useText()
  const texts = useSmsTexts()
  const content = () => {
    if (texts.isError) return <ErrorState error={texts.error} onRetry={() => void texts.refetch()} />
    if (texts.isPending) return <PanelSkeleton rows={4} />
    const { items } = texts.data
    const inLocale = (code: string, locale: SmsText['locale']) =>
      items.find((one) => one.code === code && one.locale === locale)
    return (
      <StackingTable<SmsText>
        flush
        rows={items.filter(({ code }, index) => items.findIndex((one) => one.code === code) === index)}
        rowKey={({ code }) => code}
        columns={[
          { key: 'name', title: t('sms.text'), render: (_, { name }) => textOf(name) },
          ...locales.map((locale) => ({
            key: locale,
            title: t('sms.templateIn', { language: t(`locale.${locale}`) }),
            render: (_: unknown, { code }: SmsText) => <Template text={inLocale(code, locale)} />,
          })),
        ]}
      />
    )
  }
  return (
    <Panel title={t('sms.texts')} flush>
      {content()}
    </Panel>
  )
}

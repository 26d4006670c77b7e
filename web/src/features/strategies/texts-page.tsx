import { Flex, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useText } from '../../i18n/use-text'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useTexts, type Text } from './strategy-api'
import { StepTextForm } from './step-text-form'

/** The texts of steps, in both languages. */
export function Component() {
  const { t, i18n } = useTranslation('strategies')
  const textOf = useText()
  const texts = useTexts()
  const [params, setParams] = useSearchParams()
  const code = params.get('text')
  const locale: Text['locale'] = (params.get('locale') ?? i18n.language) === 'en' ? 'en' : 'zh-CN'
  const show = (next: { text?: string; locale?: Text['locale'] }) =>
    setParams({ ...(code === null ? {} : { text: code }), locale, ...next }, { replace: true })
  if (texts.isError) return <ErrorState error={texts.error} onRetry={() => void texts.refetch()} />
  if (texts.isPending) return <PanelSkeleton rows={12} />
  const inLocale = texts.data.items.filter((one) => one.locale === locale)
  const text = inLocale.find((one) => one.code === code) ?? inLocale[0]
  return (
    <>
      <PageHeader title={t('text.title')} detail={t('text.detail')} />
      <Flex vertical gap="middle">
        <Flex gap="middle" wrap>
          <Select
            aria-label={t('text.choose')}
            style={{ minWidth: 240 }}
            value={text?.code ?? null}
            options={inLocale.map((one) => ({ value: one.code, label: textOf(one.name) }))}
            onChange={(text: string) => show({ text })}
          />
          <Segmented<Text['locale']>
            aria-label={t('field.locale')}
            value={locale}
            options={(['zh-CN', 'en'] as const).map((value) => ({ value, label: t(`locale.${value}`) }))}
            onChange={(value) => show({ locale: value })}
          />
        </Flex>
        {text !== undefined && (
          <Panel
            title={textOf(text.name)}
            extra={text.version === 0 ? t('text.builtIn') : t('text.version', { version: text.version })}
          >
            <StepTextForm
              key={`${text.code} ${text.locale} ${text.version}`}
              text={text}
              variables={texts.data.variables}
            />
          </Panel>
        )}
      </Flex>
    </>
  )
}

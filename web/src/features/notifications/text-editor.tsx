import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import type { Kind, Template } from './channel-api'
import styles from './notifications.module.css'
import { TextForm } from './text-form'
import { TextVersions } from './text-versions'

/** The texts of one kind, a language at a time: what it says, what becomes of it, and how it was before. */
export function TextEditor({ kind }: { kind: Kind }) {
  const { t, i18n } = useTranslation('notifications')
  const [locale, setLocale] = useState<Template['locale']>(i18n.language === 'en' ? 'en' : 'zh-CN')
  const [restored, setRestored] = useState<{ title: string; body: string }>()
  const template = kind.texts.find((one) => one.locale === locale)
  if (template === undefined) return null
  const start = restored ?? { title: template.title, body: template.body }
  return (
    <Panel>
      <div className={styles.editor}>
        <Segmented<Template['locale']>
          aria-label={t('text.language')}
          value={locale}
          options={(['zh-CN', 'en'] as const).map((value) => ({ value, label: t(`locale.${value}`) }))}
          onChange={(chosen) => {
            setRestored(undefined)
            setLocale(chosen)
          }}
        />
        <TextForm
          key={`${locale} ${template.version} ${JSON.stringify(restored)}`}
          kind={kind}
          template={template}
          start={start}
        />
        <TextVersions template={template} onTake={setRestored} />
      </div>
    </Panel>
  )
}

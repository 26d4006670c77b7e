import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../ui/error-state'
import { usePreview, type Template, type Text } from './channel-api'
import styles from './notifications.module.css'

const typingMs = 300

function useSettled(text: Text): Text {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), typingMs)
    return () => window.clearTimeout(timer)
  }, [text])
  return settled
}

/** The text with examples in place of its variables, as it will be sent; what the server would refuse, in words. */
export function TextPreview({ template, text }: { template: Template; text: Text }) {
  const { t } = useTranslation('notifications')
  const preview = usePreview(template, useSettled(text))
  return (
    <section className={styles.preview} aria-label={t('text.preview')} aria-live="polite">
      <h3>{t('text.preview')}</h3>
      {preview.isError ? (
        <ProblemAlert error={preview.error} />
      ) : (
        <>
          <strong>{preview.data?.title}</strong>
          <p>{preview.data?.body}</p>
        </>
      )}
    </section>
  )
}

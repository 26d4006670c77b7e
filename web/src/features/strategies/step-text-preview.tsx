import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { CustomerPicker } from '../../ui/customer-picker'
import { ProblemAlert } from '../../ui/error-state'
import { previewText, type Text } from './strategy-api'
import styles from './strategies.module.css'

/** What a text says, without where it belongs. */
export type TextContent = Pick<Text, 'subject' | 'body' | 'sms'>

interface StepTextPreviewProps {
  locale: Text['locale']
  /** The text as it stands in the form. */
  content: () => TextContent
}

/** The text as a customer would read it today. */
export function StepTextPreview({ locale, content }: StepTextPreviewProps) {
  const { t } = useTranslation('strategies')
  const [customer, setCustomer] = useState<string>()
  const preview = useMutation({
    mutationFn: (customerCode: string) => previewText({ ...content(), locale, customerCode }),
  })
  const shown = preview.data
  return (
    <Flex vertical gap="small">
      <Flex gap="small" wrap>
        <CustomerPicker value={customer} onChange={setCustomer} />
        <Button
          disabled={customer === undefined}
          loading={preview.isPending}
          onClick={() => customer !== undefined && preview.mutate(customer)}
        >
          {t('text.preview')}
        </Button>
      </Flex>
      <ProblemAlert error={preview.error} />
      {shown !== undefined && (
        <section aria-label={t('text.preview')} aria-live="polite" className={styles.preview}>
          <strong>{shown.title}</strong>
          <p className={styles.letter}>{shown.body}</p>
          {shown.sms !== null && (
            <p>
              {t('text.smsFilled', {
                values: shown.sms.map(({ name, value }) => `${name} = ${value}`).join('; '),
              })}
            </p>
          )}
        </section>
      )}
    </Flex>
  )
}

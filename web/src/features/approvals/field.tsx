import { useId, type ReactNode } from 'react'
import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BilingualText } from '../../i18n/use-text'
import styles from './designer.module.css'

/** A labelled control of a side panel. `children` gets the id that the label points to. */
export function Field({
  label,
  hint,
  children,
}: {
  label: string
  hint?: string
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && <p className={styles.fieldHint}>{hint}</p>}
    </div>
  )
}

interface NameFieldsProps {
  value: BilingualText
  onChange: (value: BilingualText) => void
}

/** A name in both languages, below each other. */
export function NameFields({ value, onChange }: NameFieldsProps) {
  const { t } = useTranslation('approvals')
  return (
    <div className={styles.names}>
      {(['zh', 'en'] as const).map((language) => (
        <Field key={language} label={t(`form.name.${language}`)}>
          {(id) => (
            <Input
              id={id}
              value={value[language]}
              maxLength={100}
              status={value[language].trim() === '' ? 'error' : ''}
              onChange={(event) => onChange({ ...value, [language]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}

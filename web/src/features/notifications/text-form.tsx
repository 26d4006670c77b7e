import { App, Button, Input } from 'antd'
import { useId, useRef, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { ConfirmAction } from '../../ui/confirm-action'
import { ProblemAlert } from '../../ui/error-state'
import { putTemplate, useChannelsChanged, type Kind, type Template, type Text } from './channel-api'
import styles from './notifications.module.css'
import { TextPreview } from './text-preview'

type Field = keyof Text

/** Where the next variable goes: the field that was used last, at its cursor. */
function useInsertion(text: Text, change: (text: Text) => void) {
  const place = useRef<{ field: Field; from: number; until: number }>(undefined)
  const note = (field: Field) => (event: SyntheticEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    const { selectionStart, selectionEnd, value } = event.currentTarget
    place.current = { field, from: selectionStart ?? value.length, until: selectionEnd ?? value.length }
  }
  const insert = (variable: string) => {
    const end = text.body.length
    const { field, from, until } = place.current ?? { field: 'body', from: end, until: end }
    const before = text[field].slice(0, from) + `{${variable}}`
    place.current = { field, from: before.length, until: before.length }
    change({ ...text, [field]: before + text[field].slice(until) })
  }
  return { note, insert }
}

interface TextFormProps {
  kind: Kind
  template: Template
  start: Text
}

/** Writes a title and a body with variables, shows at once what they become, and puts them in force. */
export function TextForm({ kind, template, start }: TextFormProps) {
  const { t } = useTranslation(['notifications', 'common'])
  const textOf = useText()
  const { message } = App.useApp()
  const changed = useChannelsChanged()
  const ids = { title: useId(), body: useId() }
  const [text, setText] = useState<Text>(start)
  const { note, insert } = useInsertion(text, setText)
  const save = useMutation({
    mutationFn: (wanted: Text | null) => putTemplate(template, wanted),
    onSuccess: () => {
      void message.success(t('text.saved'))
      return changed()
    },
  })
  const isSame = text.title === template.title && text.body === template.body
  const isEmpty = text.title.trim() === '' || text.body.trim() === ''
  const marks = (field: Field) => ({ onSelect: note(field), onKeyUp: note(field), onClick: note(field) })
  return (
    <div className={styles.textForm}>
      <label htmlFor={ids.title}>{t('text.title')}</label>
      <Input
        id={ids.title}
        maxLength={200}
        value={text.title}
        {...marks('title')}
        onChange={(event) => setText({ ...text, title: event.target.value })}
      />
      <label htmlFor={ids.body}>{t('text.body')}</label>
      <Input.TextArea
        id={ids.body}
        maxLength={2000}
        autoSize={{ minRows: 3, maxRows: 12 }}
        value={text.body}
        {...marks('body')}
        onChange={(event) => setText({ ...text, body: event.target.value })}
      />
      <fieldset className={styles.variables}>
        <legend>{t('text.variables')}</legend>
        {kind.variables.map(({ name, meaning, sample }) => (
          <Button
            key={name}
            size="small"
            title={t('text.example', { example: textOf(sample) })}
            onClick={() => insert(name)}
          >
            {`{${name}} ${textOf(meaning)}`}
          </Button>
        ))}
      </fieldset>
      <TextPreview template={template} text={text} />
      <ProblemAlert error={save.error} />
      <div className={styles.buttons}>
        <Button
          type="primary"
          disabled={isSame || isEmpty}
          loading={save.isPending}
          onClick={() => save.mutate(text)}
        >
          {t('text.putInForce')}
        </Button>
        {template.changed && (
          <ConfirmAction
            label={t('text.restore')}
            question={t('text.restoreQuestion')}
            consequence={template.standard.body}
            onConfirm={() => save.mutateAsync(null)}
          />
        )}
      </div>
    </div>
  )
}

import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { useRejectReasons, type RejectBody } from './api'
import styles from './holds.module.css'

type Code = NonNullable<RejectBody['code']>

export interface RejectDraft {
  code: Code | undefined
  reason: string
}

/** A code is needed; words only where the code says nothing. */
export function isComplete({ code, reason }: RejectDraft): boolean {
  return code !== undefined && (code !== 'other' || reason.trim() !== '')
}

export function rejectBodyOf({ code, reason }: RejectDraft): RejectBody {
  const words = reason.trim()
  return { ...(code === undefined ? {} : { code }), ...(words === '' ? {} : { reason: words }) }
}

interface RejectReasonProps {
  draft: RejectDraft
  onChange: (draft: RejectDraft) => void
}

/** Why an order is refused: a reason of the catalogue, and what there is to say besides. */
export function RejectReason({ draft, onChange }: RejectReasonProps) {
  const { t } = useTranslation('holds')
  const text = useText()
  const reasons = useRejectReasons().data?.items ?? []
  return (
    <div className={styles.rejectReason}>
      <Select<Code>
        autoFocus
        {...(draft.code === undefined ? {} : { value: draft.code })}
        placeholder={t('reject.code')}
        aria-label={t('reject.code')}
        options={reasons.map(({ code, text: words }) => ({ value: code, label: text(words) }))}
        onChange={(code) => onChange({ ...draft, code })}
      />
      <Input.TextArea
        rows={3}
        maxLength={1000}
        value={draft.reason}
        placeholder={t(draft.code === 'other' ? 'reject.wordsNeeded' : 'reject.words')}
        aria-label={t('reject.words')}
        onChange={(event) => onChange({ ...draft, reason: event.target.value })}
      />
    </div>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { ChoiceTable } from './choice-table'
import styles from './notifications.module.css'
import { preferencesKey, putPreferences, type Preferences } from './preferences-api'
import { QuietPanel } from './quiet-panel'

/** Why no mail will come, whatever is chosen below; undefined when it will. */
function useMailHint({ email, mailAvailable }: Preferences): string | undefined {
  const { t } = useTranslation('notifications')
  if (!mailAvailable) return t('preferences.noServer')
  return email === null ? t('preferences.noAddress') : undefined
}

/** The choices of one person; nothing counts until it is saved. */
export function PreferencesForm({ preferences }: { preferences: Preferences }) {
  const { t } = useTranslation(['notifications', 'common'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(preferences)
  const hint = useMailHint(preferences)
  const save = useMutation({
    mutationFn: ({ kinds, quiet, quietDays, digestAt }: Preferences) =>
      putPreferences({
        kinds: kinds.map(({ kind, app, email }) => ({ kind, app, email })),
        ...{ quiet, quietDays, digestAt },
      }),
    onSuccess: (saved) => {
      queries.setQueryData(preferencesKey, saved)
      setDraft(saved)
      void message.success(t('saved'))
    },
  })
  const isChanged = JSON.stringify(draft) !== JSON.stringify(preferences)
  return (
    <div className={styles.stack}>
      {hint !== undefined && <Alert type="info" showIcon title={hint} />}
      <ChoiceTable kinds={draft.kinds} onChange={(kinds) => setDraft({ ...draft, kinds })} />
      <QuietPanel draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
      <ProblemAlert error={save.error} />
      <div className={styles.saveBar}>
        <Button
          type="primary"
          disabled={!isChanged}
          loading={save.isPending}
          onClick={() => save.mutate(draft)}
        >
          {t('common:action.save')}
        </Button>
        {isChanged && <Button onClick={() => setDraft(preferences)}>{t('preferences.discard')}</Button>}
      </div>
    </div>
  )
}

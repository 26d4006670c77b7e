import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ProblemAlert } from '../../ui/error-state'
import { publishRules, type Rule } from './api'
import styles from './rules.module.css'

interface PublishBarProps {
  rules: readonly Rule[]
  /** How many rules differ from those in force. */
  changes: number
  onDone: () => void
}

/** Publishes the changed rules as a new version: at once, or after the approval that a flow asks for. */
export function PublishBar({ rules, changes, onDone }: PublishBarProps) {
  const { t } = useTranslation('rules')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const publish = useMutation({
    mutationFn: () => publishRules(rules),
    onSuccess: (answer) => {
      onDone()
      void queries.invalidateQueries({ queryKey: ['control-rules'] })
      if ('caseId' in answer) {
        void message.info(t('publish.waits'))
        void navigate(`/approval-cases/${answer.caseId}`)
      } else void message.success(t('publish.done', { version: answer.version }))
    },
  })
  return (
    <div className={styles.publish}>
      <span>{t('publish.changes', { count: changes })}</span>
      <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate()}>
        {t('publish.publish')}
      </Button>
      <Button onClick={onDone}>{t('publish.discard')}</Button>
      <ProblemAlert error={publish.error} />
    </div>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { App, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { ProblemAlert } from '../../ui/error-state'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { publishRules, type Publication, type Rule } from './api'
import type { RuleChange } from './rule-changes'
import styles from './rules.module.css'
import { useRuleFacts, type RuleFact } from './use-rule-facts'

const tones: Readonly<Record<RuleChange['kind'], Tone>> = {
  added: 'good',
  changed: 'info',
  removed: 'danger',
}

/** What is said of a change: all that differs; of a rule that comes or goes its conditions and what it does. */
function factsOf(change: RuleChange, factsOfRule: (rule: Rule) => readonly RuleFact[]): readonly RuleFact[] {
  if (change.kind !== 'changed') {
    const [conditions, , effect] = factsOfRule(change.kind === 'added' ? change.after : change.before)
    return [conditions, effect].filter((fact) => fact !== undefined)
  }
  const before = factsOfRule(change.before)
  return factsOfRule(change.after).flatMap(({ label, text }, index) => {
    const was = before[index]?.text
    return was === text ? [] : [{ label, text: `${was} → ${text}` }]
  })
}

function ChangedRule({ change }: { change: RuleChange }) {
  const { t } = useTranslation('rules')
  const textOf = useText()
  const factsOfRule = useRuleFacts()
  const { name } = change.kind === 'removed' ? change.before : change.after
  return (
    <li>
      <StatusTag tone={tones[change.kind]}>{t(`publish.${change.kind}`)}</StatusTag>
      <strong>{textOf(name)}</strong>
      <ul>
        {factsOf(change, factsOfRule).map(({ label, text }) => (
          <li key={label}>
            <span className="xh-quiet">{label}</span> {text}
          </li>
        ))}
      </ul>
    </li>
  )
}

interface PublishDialogProps {
  rules: readonly Rule[]
  changes: readonly RuleChange[]
  /** The version that the rules change. */
  baseVersion: number
  onDone: (answer: Publication) => void
  onClose: () => void
}

/** Says what a publication changes before it is in force: at once, or after the approval that a flow asks for. */
export function PublishDialog({ rules, changes, baseVersion, onDone, onClose }: PublishDialogProps) {
  const { t } = useTranslation(['rules', 'common'])
  const { message } = App.useApp()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const publish = useMutation({
    mutationFn: () => publishRules(rules, baseVersion),
    onSuccess: async (answer) => {
      onDone(answer)
      // Waited for, so that nobody sees the version before beside what has just been published.
      await queries.invalidateQueries({ queryKey: ['control-rules'] })
      onClose()
      if ('caseId' in answer) {
        void message.info(t('publish.waits'))
        void navigate(`/approval-cases/${answer.caseId}`)
      } else void message.success(t('publish.done', { version: answer.version }))
    },
  })
  return (
    <Modal
      open
      title={t('publish.title', { version: baseVersion + 1 })}
      okText={t('publish.publish')}
      cancelText={t('common:action.cancel')}
      confirmLoading={publish.isPending}
      onOk={() => publish.mutate()}
      onCancel={onClose}
    >
      <p>{t('publish.hint', { count: changes.length })}</p>
      <ul className={styles.changes}>
        {changes.map((change, index) => (
          <ChangedRule key={index} change={change} />
        ))}
      </ul>
      <ProblemAlert error={publish.error} />
    </Modal>
  )
}

import { Checkbox, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { ApproverForm } from './approver-form'
import styles from './designer.module.css'
import { beginTest, ExpressionForm } from './expression-form'
import { Field, NameFields } from './field'
import type { Subject } from './flow-types'
import type { Designer } from './use-designer'

const repeated = ['consecutive', 'always', 'ask'] as const

/** What belongs to the whole flow: its name, which requests it serves, who decides when a node finds nobody. */
export function FlowSettings({ designer, subject }: { designer: Designer; subject: Subject | undefined }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const { flow } = designer
  const [first] = subject?.fields ?? []
  return (
    <div className={styles.form}>
      <NameFields value={flow.name} onChange={(name) => designer.edit({ ...flow, name }, 'flow.name')} />
      <Field label={t('flow.subject')}>
        {(id) => <output id={id}>{subject === undefined ? flow.subject : textOf(subject.name)}</output>}
      </Field>
      <fieldset className={styles.group}>
        <legend>{t('flow.startWhen')}</legend>
        <Checkbox
          checked={flow.startWhen !== null}
          disabled={first === undefined}
          onChange={(event) =>
            designer.edit({
              ...flow,
              startWhen:
                event.target.checked && first !== undefined
                  ? { match: 'all', tests: [beginTest(first)] }
                  : null,
            })
          }
        >
          {t('flow.onlyWhen')}
        </Checkbox>
        {flow.startWhen === null ? (
          <p className={styles.fieldHint}>{t('flow.startAlways')}</p>
        ) : (
          <ExpressionForm
            value={flow.startWhen}
            fields={subject?.fields ?? []}
            onChange={(startWhen) => designer.edit({ ...flow, startWhen })}
          />
        )}
      </fieldset>
      <Field label={t('flow.repeatedSigner')} hint={t('flow.repeatedSignerHint')}>
        {(id) => (
          <Select
            id={id}
            value={flow.repeatedSigner ?? 'consecutive'}
            options={repeated.map((value) => ({ value, label: t(`flow.repeated.${value}`) }))}
            onChange={(repeatedSigner) => designer.edit({ ...flow, repeatedSigner })}
          />
        )}
      </Field>
      <fieldset className={styles.group}>
        <legend>{t('flow.fallback')}</legend>
        <p className={styles.fieldHint}>{t('flow.fallbackHint')}</p>
        <ApproverForm
          label={t('flow.fallback')}
          value={flow.fallback}
          subject={subject}
          onChange={(fallback) => designer.edit({ ...flow, fallback })}
        />
      </fieldset>
    </div>
  )
}

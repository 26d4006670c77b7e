import { Checkbox, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApproverForm, ApproverList } from './approver-form'
import styles from './designer.module.css'
import { Field } from './field'
import type { ApproveNode, SignMode, Subject, TimeLimit } from './flow-types'
import type { Designer } from './use-designer'

const modes = ['any', 'all', 'nOf', 'veto'] as const
const allowances = ['return', 'addSigner', 'delegate', 'conditional'] as const
const signersMax = 50
const hoursMax = 2000

interface ApproveFormProps {
  node: ApproveNode
  designer: Designer
  subject: Subject | undefined
}

function ModeFields({ mode, onChange }: { mode: SignMode; onChange: (mode: SignMode) => void }) {
  const { t } = useTranslation('approvals')
  const needed = 'needed' in mode ? mode.needed : 2
  return (
    <Field label={t('form.mode')} hint={t(`mode.hint.${mode.kind}`)}>
      {(id) => (
        <div className={styles.inline}>
          <Select
            id={id}
            value={mode.kind}
            options={modes.map((value) => ({ value, label: t(`mode.option.${value}`) }))}
            onChange={(kind) => onChange(kind === 'nOf' || kind === 'veto' ? { kind, needed } : { kind })}
          />
          {'needed' in mode && (
            <InputNumber
              value={mode.needed}
              min={1}
              max={signersMax}
              precision={0}
              aria-label={t('form.needed')}
              suffix={t('form.approvals')}
              onChange={(next) => onChange({ kind: mode.kind, needed: next ?? 1 })}
            />
          )}
        </div>
      )}
    </Field>
  )
}

interface LimitFieldsProps {
  limit: TimeLimit | null
  subject: Subject | undefined
  onChange: (limit: TimeLimit | null, name?: string) => void
}

const usualLimit: TimeLimit = { workingHours: 8, remindBefore: 2, onTimeout: 'remind', escalateTo: null }

function LimitFields({ limit, subject, onChange }: LimitFieldsProps) {
  const { t } = useTranslation('approvals')
  return (
    <fieldset className={styles.group}>
      <legend>{t('form.limit')}</legend>
      <Checkbox
        checked={limit !== null}
        onChange={(event) => onChange(event.target.checked ? usualLimit : null)}
      >
        {t('form.hasLimit')}
      </Checkbox>
      {limit !== null && (
        <>
          <div className={styles.inline}>
            <Field label={t('form.hours')}>
              {(id) => (
                <InputNumber
                  id={id}
                  value={limit.workingHours}
                  min={0.5}
                  max={hoursMax}
                  step={1}
                  onChange={(hours) => onChange({ ...limit, workingHours: hours ?? 8 }, 'hours')}
                />
              )}
            </Field>
            <Field label={t('form.remindBefore')}>
              {(id) => (
                <InputNumber
                  id={id}
                  value={limit.remindBefore}
                  min={0.5}
                  max={hoursMax}
                  step={1}
                  placeholder={t('form.noReminder')}
                  onChange={(hours) => onChange({ ...limit, remindBefore: hours }, 'remind')}
                />
              )}
            </Field>
          </div>
          <Field label={t('form.onTimeout')}>
            {(id) => (
              <Select
                id={id}
                value={limit.onTimeout}
                options={(['remind', 'escalate', 'reject'] as const).map((value) => ({
                  value,
                  label: t(`onTimeout.${value}`),
                }))}
                onChange={(onTimeout) =>
                  onChange({
                    ...limit,
                    onTimeout,
                    escalateTo: onTimeout === 'escalate' ? { kind: 'managerChain', levels: 1 } : null,
                  })
                }
              />
            )}
          </Field>
          {limit.escalateTo !== null && (
            <ApproverForm
              label={t('form.escalateTo')}
              value={limit.escalateTo}
              subject={subject}
              onChange={(escalateTo) => onChange({ ...limit, escalateTo })}
            />
          )}
        </>
      )}
    </fieldset>
  )
}

/** An approval: who, how many of them, how long they have, and what they may do. */
export function ApproveForm({ node, designer, subject }: ApproveFormProps) {
  const { t } = useTranslation('approvals')
  const { conditions } = subject ?? {}
  const canCondition = conditions === undefined || Object.values(conditions).some(Boolean)
  return (
    <>
      <ApproverList
        label={t('form.approvers')}
        value={node.approvers}
        subject={subject}
        onChange={(approvers) => designer.editNode({ ...node, approvers })}
      />
      <ModeFields mode={node.mode} onChange={(mode) => designer.editNode({ ...node, mode })} />
      <LimitFields
        limit={node.timeLimit}
        subject={subject}
        onChange={(timeLimit, name) => designer.editNode({ ...node, timeLimit }, name)}
      />
      <fieldset className={styles.group}>
        <legend>{t('form.allow')}</legend>
        {allowances
          .filter((one) => one !== 'conditional' || canCondition)
          .map((one) => (
            <Checkbox
              key={one}
              checked={node.allow[one]}
              onChange={(event) =>
                designer.editNode({ ...node, allow: { ...node.allow, [one]: event.target.checked } })
              }
            >
              {t(`allow.${one}`)}
            </Checkbox>
          ))}
      </fieldset>
    </>
  )
}

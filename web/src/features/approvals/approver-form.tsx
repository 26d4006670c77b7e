import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './designer.module.css'
import { usePeopleChoices, usePositionChoices, useRoleChoices } from './directory'
import type { ApproverSpec, Subject } from './flow-types'

const kinds = ['role', 'position', 'managerChain', 'ownerManager', 'named', 'authority'] as const
const chainMax = 10

function beginSpec(kind: ApproverSpec['kind'], role: string, position: string): ApproverSpec {
  switch (kind) {
    case 'role':
      return { kind, role }
    case 'position':
      return { kind, position }
    case 'managerChain':
      return { kind, levels: 1 }
    case 'named':
      return { kind, usernames: [] }
    case 'ownerManager':
    case 'authority':
      return { kind }
  }
}

interface ApproverFormProps {
  label: string
  value: ApproverSpec
  subject: Subject | undefined
  onChange: (value: ApproverSpec) => void
}

/** One way of finding who decides: the way, and what it needs to know. */
export function ApproverForm({ label, value, subject, onChange }: ApproverFormProps) {
  const { t } = useTranslation('approvals')
  const roles = useRoleChoices()
  const positions = usePositionChoices()
  const people = usePeopleChoices()
  const possible = kinds.filter(
    (kind) =>
      kind === value.kind ||
      ((kind !== 'authority' || subject?.hasAmount !== false) &&
        (kind !== 'ownerManager' || subject?.hasOwner !== false)),
  )
  const detail = () => {
    switch (value.kind) {
      case 'role':
        return (
          <Select
            value={value.role === '' ? null : value.role}
            aria-label={t('spec.which.role')}
            placeholder={t('spec.which.role')}
            options={[...roles]}
            onChange={(role) => onChange({ kind: 'role', role })}
          />
        )
      case 'position':
        return (
          <Select
            value={value.position === '' ? null : value.position}
            aria-label={t('spec.which.position')}
            placeholder={t('spec.which.position')}
            options={[...positions]}
            notFoundContent={t('spec.noPositions')}
            onChange={(position) => onChange({ kind: 'position', position })}
          />
        )
      case 'managerChain':
        return (
          <InputNumber
            value={value.levels}
            min={1}
            max={chainMax}
            precision={0}
            suffix={t('spec.levels')}
            aria-label={t('spec.which.levels')}
            onChange={(levels) => onChange({ kind: 'managerChain', levels: levels ?? 1 })}
          />
        )
      case 'named':
        return (
          <Select
            mode="multiple"
            value={[...value.usernames]}
            aria-label={t('spec.which.people')}
            placeholder={t('spec.which.people')}
            options={[...people]}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(usernames) => onChange({ kind: 'named', usernames })}
          />
        )
      case 'ownerManager':
      case 'authority':
        return <p className={styles.fieldHint}>{t(`spec.hint.${value.kind}`)}</p>
    }
  }
  return (
    <div className={styles.approver}>
      <Select
        value={value.kind}
        aria-label={label}
        options={possible.map((kind) => ({ value: kind, label: t(`spec.kind.${kind}`) }))}
        onChange={(kind) => onChange(beginSpec(kind, roles[0]?.value ?? '', positions[0]?.value ?? ''))}
      />
      {detail()}
    </div>
  )
}

interface ApproverListProps {
  label: string
  value: readonly ApproverSpec[]
  subject: Subject | undefined
  onChange: (value: ApproverSpec[]) => void
}

/** Several ways at once: everybody found by any of them is asked. A chain stands alone. */
export function ApproverList({ label, value, subject, onChange }: ApproverListProps) {
  const { t } = useTranslation('approvals')
  const alone = value.some(({ kind }) => kind === 'managerChain' || kind === 'authority')
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      {value.map((spec, index) => (
        <div key={index} className={styles.approverRow}>
          <ApproverForm
            label={t('spec.nth', { count: index + 1 })}
            value={spec}
            subject={subject}
            onChange={(next) =>
              onChange(
                next.kind === 'managerChain' || next.kind === 'authority'
                  ? [next]
                  : value.map((one, at) => (at === index ? next : one)),
              )
            }
          />
          {value.length > 1 && (
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('spec.remove', { count: index + 1 })}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {alone ? (
        <p className={styles.fieldHint}>{t('spec.alone')}</p>
      ) : (
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => onChange([...value, { kind: 'named', usernames: [] }])}
        >
          {t('spec.add')}
        </Button>
      )}
    </fieldset>
  )
}

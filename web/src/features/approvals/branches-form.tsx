import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import styles from './designer.module.css'
import { beginTest, ExpressionForm } from './expression-form'
import { NameFields } from './field'
import { freeId } from './flow-edit'
import type { Branch, ConditionNode, SubjectField } from './flow-types'
import { useBothLanguages } from './use-both-languages'
import type { Designer } from './use-designer'

interface BranchesFormProps {
  node: ConditionNode
  designer: Designer
  fields: readonly SubjectField[]
}

/** The branches of a condition, tried in order; the last one holds otherwise. */
export function BranchesForm({ node, designer, fields }: BranchesFormProps) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const naming = useBothLanguages()
  const { branches } = node
  const set = (next: Branch[], name?: string) => designer.editNode({ ...node, branches: next }, name)
  const replace = (index: number, branch: Branch, name?: string) =>
    set(
      branches.map((one, at) => (at === index ? branch : one)),
      name === undefined ? undefined : `${branch.id}.${name}`,
    )
  const [first] = fields
  const add = () => {
    if (first === undefined) return
    const branch: Branch = {
      id: freeId(branches, 'branch'),
      name: naming('branch'),
      when: { match: 'all', tests: [beginTest(first)] },
    }
    set([...branches.slice(0, -1), branch, ...branches.slice(-1)])
  }
  const raise = (index: number) => {
    const [branch, before] = [branches[index], branches[index - 1]]
    if (branch === undefined || before === undefined) return
    set(branches.map((one, at) => (at === index ? before : at === index - 1 ? branch : one)))
  }
  return (
    <>
      {branches.map((branch, index) => (
        <fieldset key={branch.id} className={styles.group}>
          <legend>
            {branch.when === null ? t('branch.otherwise') : t('branch.nth', { count: index + 1 })}
          </legend>
          <NameFields value={branch.name} onChange={(name) => replace(index, { ...branch, name }, 'name')} />
          {branch.when === null ? (
            <p className={styles.fieldHint}>{t('branch.otherwiseHint')}</p>
          ) : (
            <>
              <ExpressionForm
                value={branch.when}
                fields={fields}
                onChange={(when) => replace(index, { ...branch, when })}
              />
              <div className={styles.inline}>
                {index > 0 && (
                  <Button size="small" type="text" icon={<ArrowUpOutlined />} onClick={() => raise(index)}>
                    {t('branch.raise')}
                  </Button>
                )}
                {branches.length > 2 && (
                  <Button
                    size="small"
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('branch.remove', { name: textOf(branch.name) })}
                    onClick={() => set(branches.filter(({ id }) => id !== branch.id))}
                  />
                )}
              </div>
            </>
          )}
        </fieldset>
      ))}
      <Button icon={<PlusOutlined />} disabled={first === undefined} onClick={add}>
        {t('branch.add')}
      </Button>
    </>
  )
}

import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import type { CustomerClass, Policy } from './api'
import { ClassConditions } from './class-conditions'
import { Field } from './number-fields'
import styles from './policy.module.css'

interface ClassEditorProps {
  policy: Policy
  currency: string
  onChange: (policy: Policy) => void
}

interface OneProps {
  value: CustomerClass
  currency: string
  onChange: (value: CustomerClass) => void
  onRemove: () => void
}

function OneClass({ value, currency, onChange, onRemove }: OneProps) {
  const { t } = useTranslation('policy')
  const { name, code } = value
  return (
    <fieldset className={styles.rule}>
      <legend>
        {code}{' '}
        <Button size="small" type="text" danger onClick={onRemove}>
          {t('design.removeRule')}
        </Button>
      </legend>
      <Field label={t('class.nameZh')}>
        <Input
          aria-label={`${code} ${t('class.nameZh')}`}
          value={name.zh}
          onChange={({ target }) => onChange({ ...value, name: { ...name, zh: target.value } })}
        />
      </Field>
      <Field label={t('class.nameEn')}>
        <Input
          aria-label={`${code} ${t('class.nameEn')}`}
          value={name.en}
          onChange={({ target }) => onChange({ ...value, name: { ...name, en: target.value } })}
        />
      </Field>
      <ClassConditions value={value} currency={currency} onChange={onChange} />
    </fieldset>
  )
}

/** The first code of the form c1, c2 … that no class has. */
function freeCode(classes: readonly CustomerClass[]): string {
  let number = classes.length + 1
  while (classes.some(({ code }) => code === `c${number}`)) number += 1
  return `c${number}`
}

/** Classes of customers: new or established, by size, by a field; the first that fits is the customer's class. */
export function ClassEditor({ policy, currency, onChange }: ClassEditorProps) {
  const { t } = useTranslation('policy')
  const classes = policy.classes ?? []
  const set = (next: CustomerClass[]) => onChange({ ...policy, classes: next })
  const add = () => {
    const code = freeCode(classes)
    set([...classes, { code, name: { zh: code, en: code }, when: { relationMonths: { below: 12 } } }])
  }
  const remove = (index: number) => {
    const gone = classes[index]?.code
    // A row of no class would become one for everybody.
    const rules = policy.rules.flatMap((rule) => {
      if (!rule.classes?.includes(gone ?? '')) return [rule]
      const left = rule.classes.filter((code) => code !== gone)
      return left.length === 0 ? [] : [{ ...rule, classes: left }]
    })
    onChange({ ...policy, classes: classes.toSpliced(index, 1), rules })
  }
  return (
    <Panel title={t('class.title')} extra={<Button onClick={add}>{t('class.add')}</Button>}>
      <p className={styles.lead}>{t('class.hint')}</p>
      <div className={styles.rules}>
        {classes.map((value, index) => (
          <OneClass
            key={value.code}
            value={value}
            currency={currency}
            onChange={(changed) => set(classes.with(index, changed))}
            onRemove={() => remove(index)}
          />
        ))}
      </div>
    </Panel>
  )
}

import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { useSegmentOptions } from '../../session/segments'
import type { Policy, PolicyRule } from './api'
import styles from './policy.module.css'

interface AddRuleProps {
  policy: Policy
  onChange: (policy: Policy) => void
}

const grades = ['AAA', 'AA', 'A', 'B', 'C'] as const

/** Sets a segment, a class of customers or both apart from the rest of a grade, beginning with what the grade gets. */
export function AddRule({ policy, onChange }: AddRuleProps) {
  const { t } = useTranslation('policy')
  const textOf = useText()
  const segments = useSegmentOptions()
  const [grade, setGrade] = useState<PolicyRule['grade']>('A')
  const [segment, setSegment] = useState<string>()
  const [customerClass, setClass] = useState<string>()
  const classes = policy.classes ?? []
  const names = (list: readonly string[] | undefined, wanted: string | undefined) =>
    wanted === undefined ? (list ?? []).length === 0 : list?.includes(wanted) === true
  const taken = policy.rules.some(
    (rule) => rule.grade === grade && names(rule.segments, segment) && names(rule.classes, customerClass),
  )
  const source = policy.rules.find(
    (rule) => rule.grade === grade && names(rule.segments, undefined) && names(rule.classes, undefined),
  )
  const add = () => {
    if (source === undefined) return
    const row = {
      ...source,
      segments: segment === undefined ? [] : [segment],
      ...(customerClass === undefined ? {} : { classes: [customerClass] }),
    }
    onChange({ ...policy, rules: policy.rules.toSpliced(policy.rules.indexOf(source) + 1, 0, row) })
    setSegment(undefined)
    setClass(undefined)
  }
  return (
    <div className={styles.pair}>
      <Select
        value={grade}
        aria-label={t('column.grade')}
        options={grades.map((value) => ({ value, label: value }))}
        onChange={setGrade}
      />
      <Select
        allowClear
        value={segment ?? null}
        aria-label={t('column.segments')}
        placeholder={t('design.chooseSegment')}
        popupMatchSelectWidth={false}
        options={[...segments]}
        onChange={(chosen) => setSegment(chosen ?? undefined)}
      />
      {classes.length > 0 && (
        <Select
          allowClear
          value={customerClass ?? null}
          aria-label={t('column.classes')}
          placeholder={t('design.chooseClass')}
          popupMatchSelectWidth={false}
          options={classes.map(({ code, name }) => ({ value: code, label: textOf(name) }))}
          onChange={(chosen) => setClass(chosen ?? undefined)}
        />
      )}
      <Button disabled={taken || (segment === undefined && customerClass === undefined)} onClick={add}>
        {t('design.addRule')}
      </Button>
    </div>
  )
}

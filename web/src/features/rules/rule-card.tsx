import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { StatusTag, type Tone } from '../../ui/status-tag'
import type { Rule } from './api'
import { AutoReleaseField, hasAutoRelease, type AutoRelease } from './auto-release'
import { conditionText } from './condition-text'
import styles from './rules.module.css'
import { useEffectText, useScopeText } from './use-rule-facts'

const tones: Readonly<Record<'warn' | 'hold' | 'block', Tone>> = {
  warn: 'info',
  hold: 'warn',
  block: 'danger',
}

function Effect({ effect }: { effect: Rule['effect'] }) {
  const textOf = useEffectText()
  const tone = effect.kind === 'blocking' ? tones[effect.strength] : 'good'
  return <StatusTag tone={tone}>{textOf(effect)}</StatusTag>
}

interface RuleCardProps {
  rule: Rule
  /** Of a version that may be changed: whether its holds go by themselves. */
  onAutoRelease?: (value: AutoRelease) => void
  /** Buttons at the foot of the card. */
  tools?: ReactNode
}

/** A rule in words: when it strikes, where it holds, what it does. */
export function RuleCard({ rule, onAutoRelease, tools }: RuleCardProps) {
  const { t } = useTranslation('rules')
  const textOf = useText()
  const scopeOf = useScopeText()
  return (
    <article className={styles.card}>
      <header className={styles.head}>
        <h3>{textOf(rule.name)}</h3>
        <Effect effect={rule.effect} />
      </header>
      {rule.conditions.length > 1 && <p className="xh-quiet">{t(`match.${rule.match}`)}</p>}
      <ul className={styles.conditions}>
        {rule.conditions.map((condition, index) => (
          <li key={index}>{conditionText(condition, t)}</li>
        ))}
      </ul>
      <dl className={styles.where}>
        <dt>{t('where')}</dt>
        <dd>{scopeOf(rule.scope)}</dd>
        <dt>{t('when')}</dt>
        <dd>{rule.checkpoints.map((point) => t(`checkpoint.${point}`)).join(' · ')}</dd>
        {hasAutoRelease(rule) && (
          <>
            <dt>{t('autoRelease.title')}</dt>
            <dd>
              <AutoReleaseField
                rule={rule}
                name={textOf(rule.name)}
                {...(onAutoRelease === undefined ? {} : { onChange: onAutoRelease })}
              />
            </dd>
          </>
        )}
        {rule.graceDays > 0 && (
          <>
            <dt>{t('grace')}</dt>
            <dd>{t('graceDays', { count: rule.graceDays })}</dd>
          </>
        )}
      </dl>
      {tools !== undefined && <div className={styles.editTools}>{tools}</div>}
    </article>
  )
}

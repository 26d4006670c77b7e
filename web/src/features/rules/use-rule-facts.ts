import { useTranslation } from 'react-i18next'
import type { Rule } from './api'
import { autoReleaseOf } from './auto-release'
import { conditionText } from './condition-text'

/** Where a rule holds, in words. */
export function useScopeText(): (scope: Rule['scope']) => string {
  const { t } = useTranslation('rules')
  return (scope) => {
    const parts = (['customers', 'segments', 'grades', 'industries'] as const).flatMap((key) => {
      const values = scope[key]
      return values === undefined ? [] : [t(`scope.${key}`, { list: values.join(', ') })]
    })
    return parts.length === 0 ? t('scope.all') : parts.join(' · ')
  }
}

/** What a rule does when it strikes, in words. */
export function useEffectText(): (effect: Rule['effect']) => string {
  const { t } = useTranslation('rules')
  return (effect) => {
    if (effect.kind === 'blocking') return t(`strength.${effect.strength}`)
    return effect.keys === 'all' ? t('exclusion.all') : t('exclusion.some', { list: effect.keys.join(', ') })
  }
}

export interface RuleFact {
  readonly label: string
  readonly text: string
}

/** Everything that a rule says, fact by fact, so that two states of it can be held against each other. */
export function useRuleFacts(): (rule: Rule) => readonly RuleFact[] {
  const { t } = useTranslation('rules')
  const scopeOf = useScopeText()
  const effectOf = useEffectText()
  return (rule) => [
    { label: t('form.conditions'), text: rule.conditions.map((one) => conditionText(one, t)).join(' · ') },
    { label: t('form.match'), text: rule.conditions.length > 1 ? t(`match.${rule.match}`) : '–' },
    { label: t('form.effect'), text: effectOf(rule.effect) },
    { label: t('where'), text: scopeOf(rule.scope) },
    { label: t('when'), text: rule.checkpoints.map((point) => t(`checkpoint.${point}`)).join(' · ') },
    { label: t('grace'), text: t('publish.days', { count: rule.graceDays }) },
    { label: t('autoRelease.title'), text: t(`autoRelease.${autoReleaseOf(rule.autoRelease)}`) },
    { label: t('form.nameZh'), text: rule.name.zh },
    { label: t('form.nameEn'), text: rule.name.en },
  ]
}

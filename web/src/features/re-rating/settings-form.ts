import type { SettingsContent } from './api'

/** The settings as the form keeps them: shares in percent, days overdue as texts of tags. */
export interface SettingsForm extends Pick<
  SettingsContent,
  'scheduleDays' | 'reviewDays' | 'coolDownDays' | 'earlyWarningScore' | 'reviewLeadDays'
> {
  overdueDays: string[]
  facts: SettingsContent['events']['facts']
  documents: SettingsContent['events']['documents']
  largeOrderPercent: number | null
  largeOrderAmounts: AmountForm[]
  reviewer: string
  effects: EffectForm[]
}

/** From which amount an order in a currency is large. */
export interface AmountForm {
  currency: string
  amount: string
}

export type EffectForm = Omit<SettingsContent['effects'][number], 'cutAtOnceBasisPoints'> & {
  cutPercent: number | null
}

/** Stands for the owner of the customer among the roles. */
export const OWNER = '-owner'

export function toForm(content: SettingsContent): SettingsForm {
  const { events, reviewers } = content
  const share = events.largeOrder.shareOfLimitBasisPoints
  return {
    scheduleDays: content.scheduleDays,
    reviewDays: content.reviewDays,
    coolDownDays: content.coolDownDays,
    earlyWarningScore: content.earlyWarningScore,
    reviewLeadDays: content.reviewLeadDays,
    overdueDays: events.overdueDays.map(String),
    facts: events.facts,
    documents: events.documents,
    largeOrderPercent: share === null ? null : share / 100,
    largeOrderAmounts: Object.entries(events.largeOrder.amounts).map(([currency, amount]) => ({
      ...{ currency, amount: amount ?? '' },
    })),
    reviewer: reviewers.kind === 'owner' ? OWNER : reviewers.role,
    effects: content.effects.map(({ cutAtOnceBasisPoints, ...effect }) => ({
      ...effect,
      cutPercent: cutAtOnceBasisPoints === null ? null : cutAtOnceBasisPoints / 100,
    })),
  }
}

/** The document that the form stands for; what the form does not show stays as it was. */
export function fromForm(form: SettingsForm, before: SettingsContent): SettingsContent {
  const { overdueDays, facts, documents, largeOrderPercent, largeOrderAmounts, reviewer, effects, ...rest } =
    form
  const days = overdueDays.map(Number).filter((count) => Number.isInteger(count) && count > 0)
  return {
    ...before,
    ...rest,
    events: {
      overdueDays: [...new Set(days)].sort((a, b) => a - b),
      ...{ facts, documents },
      largeOrder: {
        shareOfLimitBasisPoints: largeOrderPercent === null ? null : Math.round(largeOrderPercent * 100),
        amounts: Object.fromEntries(
          largeOrderAmounts.map(({ currency, amount }) => [currency, amount.trim()]),
        ),
      },
    },
    reviewers: reviewer === OWNER ? { kind: 'owner' } : { kind: 'role', role: reviewer },
    effects: effects.map(({ cutPercent, ...effect }) => ({
      ...effect,
      name: { zh: effect.name.zh, en: effect.name.en },
      cutAtOnceBasisPoints: cutPercent === null ? null : Math.round(cutPercent * 100),
    })),
  }
}

import { kindOf, notificationKindNames, type MailMode, type NotificationKind } from './notification-kinds.js'

export interface KindChoice {
  readonly app: boolean
  readonly email: MailMode
}

/** What a person wants to be told and when mail may come. Times are `HH:MM` in the organisation's zone. */
export interface Preferences {
  readonly choices: Readonly<Partial<Record<NotificationKind, KindChoice>>>
  /** Between these times no mail is sent; it may span midnight. */
  readonly quiet: { readonly from: string; readonly until: string } | null
  /** Whether days off are quiet, too. */
  readonly quietDays: boolean
  /** When the daily digest is made. */
  readonly digestAt: string
}

export const standardPreferences: Preferences = {
  choices: {},
  quiet: null,
  quietDays: false,
  digestAt: '08:30',
}

/** The person's choice for a kind, or the program's proposal; what waits for the person is always in the inbox. */
export function choiceFor(preferences: Preferences, kind: NotificationKind): KindChoice {
  const { needed = false, mail } = kindOf(kind)
  const choice = preferences.choices[kind] ?? { app: true, email: mail }
  return { ...choice, app: needed || choice.app }
}

/** The choices for all kinds. */
export function allChoices(
  preferences: Preferences,
): { kind: NotificationKind; app: boolean; email: MailMode }[] {
  return notificationKindNames.map((kind) => ({ kind, ...choiceFor(preferences, kind) }))
}

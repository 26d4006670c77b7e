import type { Bilingual } from './bilingual.js'
import { accessRefusals } from './refusals/access-refusals.js'
import { arrangementRefusals } from './refusals/arrangement-refusals.js'
import { bookRefusals } from './refusals/book-refusals.js'
import { cashRefusals } from './refusals/cash-refusals.js'
import { decisionRefusals } from './refusals/decision-refusals.js'
import { dunningRefusals } from './refusals/dunning-refusals.js'
import { modelRefusals } from './refusals/model-refusals.js'
import { provisionRefusals } from './refusals/provision-refusals.js'
import { recoveryRefusals } from './refusals/recovery-refusals.js'

/** What may be inserted into a refusal's text. */
export type RefusalValues = Readonly<Record<string, string | number>>

/**
 * Every reason for which the program refuses a request: HTTP status and text in both languages.
 * `{name}` in a text is replaced by the value of that name.
 */
export const refusals = {
  ...accessRefusals,
  ...bookRefusals,
  ...arrangementRefusals,
  ...cashRefusals,
  ...provisionRefusals,
  ...decisionRefusals,
  ...modelRefusals,
  ...decisionRefusals,
  ...modelRefusals,
  ...dunningRefusals,
  ...recoveryRefusals,
}

export type RefusalCode = keyof typeof refusals

/** Fills the placeholders of a refusal's text. */
export function refusalText(code: RefusalCode, values: RefusalValues = {}): Bilingual {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  const { zh, en } = refusals[code].text
  return { zh: fill(zh), en: fill(en) }
}

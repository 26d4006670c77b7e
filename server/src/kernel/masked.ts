/** What may be sensitive about people and their accounts. */
export const sensitiveKinds = ['phone', 'identity-number', 'bank-account', 'custom-field'] as const

export type SensitiveKind = (typeof sensitiveKinds)[number]

/** How many characters at the beginning and at the end stay readable. */
const readable: Readonly<Record<SensitiveKind, readonly [number, number]>> = {
  phone: [3, 4],
  'identity-number': [3, 2],
  'bank-account': [0, 4],
  'custom-field': [0, 4],
}

/**
 * A text as shown to who may not read it: enough to recognise it, not enough to use it. At least half of it is hidden,
 * and the number of hidden characters is not told: `138****5678`.
 */
export function masked(kind: SensitiveKind, text: string): string {
  const characters = [...text.replaceAll(/\s+/g, '')]
  const [first, last] = readable[kind]
  const most = Math.floor(characters.length / 4)
  const head = characters.slice(0, Math.min(first, most)).join('')
  const kept = Math.min(last, most)
  const tail = kept === 0 ? '' : characters.slice(-kept).join('')
  return `${head}****${tail}`
}

/** Why somebody looks at a sensitive field; the audit trail keeps it. */
export const revealReasons = ['contact', 'verification', 'payment', 'legal', 'other'] as const

export type RevealReason = (typeof revealReasons)[number]

import type { Bilingual } from '../bilingual.js'

export interface RefusalKind {
  readonly status: number
  readonly text: Bilingual
}

export function refusal(status: number, zh: string, en: string): RefusalKind {
  return { status, text: { zh, en } }
}

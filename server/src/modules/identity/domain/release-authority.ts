import type { Money } from '../../../kernel/money.js'

/** Largest order that a person may release: none, any, or up to an amount. */
export type ReleaseAuthority = Money | 'unlimited' | null

import type { Bilingual } from './bilingual.js'
import { refusals, refusalText, type RefusalCode, type RefusalValues } from './refusals.js'

/** One faulty field of a request. `path` is dotted: `lines.0.amount`. */
export interface FieldFault {
  readonly path: string
  readonly code: string
  readonly message: Bilingual
}

/** A request that is refused: expected, explained to the caller, nothing stored. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly text: Bilingual

  constructor(
    readonly code: RefusalCode,
    readonly values: RefusalValues = {},
    readonly faults: readonly FieldFault[] = [],
  ) {
    const text = refusalText(code, values)
    super(`${code}: ${text.en}`)
    this.status = refusals[code].status
    this.text = text
  }
}

/** Marks a branch that the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}

import type { ColumnProfile } from './column-profile.js'
import { guessMapping } from './guess-mapping.js'
import type { ImportKind } from './import-field.js'
import { importFields, importKinds } from './import-fields.js'

/** So many more columns must have a meaning in another kind when the file makes sense as what it was said to be. */
const CLEARLY_MORE = 2

interface Fit {
  readonly kind: ImportKind
  readonly columns: number
  readonly complete: boolean
}

/** What a file more likely holds than what it was said to hold, judged by its columns; null when that may be right. */
export function likelierKind(profiles: readonly ColumnProfile[], said: ImportKind): ImportKind | null {
  const own = fitOf(profiles, said)
  const needed = own.complete ? own.columns + CLEARLY_MORE : 1
  const best = importKinds
    .filter((kind) => kind !== said)
    .map((kind) => fitOf(profiles, kind))
    .filter(({ complete, columns }) => complete && columns >= needed)
    .sort((a, b) => b.columns - a.columns)[0]
  return best?.kind ?? null
}

function fitOf(profiles: readonly ColumnProfile[], kind: ImportKind): Fit {
  const fields = importFields[kind]
  const columns = guessMapping(profiles, fields)
  const complete = fields.every(
    ({ key, required, columnNeeded }) => !(required || columnNeeded === true) || columns[key] !== undefined,
  )
  return { kind, columns: Object.keys(columns).length, complete }
}

import type { Bilingual } from '../../../kernel/bilingual.js'

/** One difference between the document in force and the one that is to replace it, in words. */
export interface DocumentChange {
  /** The part that it lies in: a rule, a grade. */
  readonly part: Bilingual
  readonly field: Bilingual
  /** null: was not there, or is not any more. */
  readonly before: Bilingual | null
  readonly after: Bilingual | null
}

/** Words of one part of a document, by field. */
export interface DocumentPart {
  /** What makes it the same part in both documents. */
  readonly key: string
  readonly name: Bilingual
  readonly fields: readonly { readonly name: Bilingual; readonly text: Bilingual }[]
}

/**
 * What differs between two documents, part by part in the order of the new one; then what is gone. Of a part that is
 * new or gone every field that says something is listed.
 */
export function compareParts(
  before: readonly DocumentPart[],
  after: readonly DocumentPart[],
): DocumentChange[] {
  const old = new Map(before.map((part) => [part.key, part]))
  const now = new Set(after.map(({ key }) => key))
  return [
    ...after.flatMap((part) => comparePart(old.get(part.key), part)),
    ...before.filter(({ key }) => !now.has(key)).flatMap((part) => comparePart(part, undefined)),
  ]
}

function comparePart(before: DocumentPart | undefined, after: DocumentPart | undefined): DocumentChange[] {
  const part = after?.name ?? before?.name
  if (!part) return []
  const fields = [...(after?.fields ?? []), ...(before?.fields ?? [])].map(({ name }) => name)
  const names = [...new Map(fields.map((name) => [name.en, name])).values()]
  return names.flatMap((field) => {
    const [was, is] = [textOf(before, field), textOf(after, field)]
    return was?.zh === is?.zh && was?.en === is?.en ? [] : [{ part, field, before: was, after: is }]
  })
}

function textOf(part: DocumentPart | undefined, field: Bilingual): Bilingual | null {
  const text = part?.fields.find(({ name }) => name.en === field.en)?.text
  return text && text.zh !== '' ? text : null
}

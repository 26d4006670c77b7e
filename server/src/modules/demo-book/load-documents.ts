import type { Database } from '../../platform/db/types.js'
import { recordDocuments, type DocumentInput } from '../exposure/record-documents.js'
import type { DemoDocument } from './domain/book.js'
import { instantOn } from './instant-on.js'

/** Documents that one transaction records. */
const BATCH = 500

/**
 * Records documents in the order in which they were made, each version taking effect when it was made, so that every
 * as-of date shows what was known then. What an interrupted load has recorded already is ignored.
 *
 * @param documents of any customers, each customer's in order of recording
 * @param onRecorded told after each batch how many documents it held
 * @throws Error when a document is refused: the book contradicts the rules, which is a bug
 */
export async function loadDocuments(
  db: Database,
  documents: readonly DemoDocument[],
  timeZone: string,
  onRecorded: (count: number) => void,
): Promise<void> {
  const inOrder = documents.toSorted((a, b) =>
    a.recordedOn < b.recordedOn ? -1 : a.recordedOn > b.recordedOn ? 1 : 0,
  )
  for (let start = 0; start < inOrder.length; start += BATCH) {
    const batch = inOrder.slice(start, start + BATCH)
    await recordBatch(db, batch, timeZone)
    onRecorded(batch.length)
  }
}

/** Records documents in one transaction on the day of the last of them. */
async function recordBatch(
  db: Database,
  documents: readonly DemoDocument[],
  timeZone: string,
): Promise<void> {
  const today = documents.at(-1)?.recordedOn
  if (today === undefined) return
  const context = { at: instantOn(today, timeZone), today, onlyCustomersOf: null }
  const results = await db.transaction((tx) => recordDocuments(tx, documents.map(inputOf), context))
  for (const [place, result] of results.entries()) {
    if (result.outcome !== 'refused') continue
    const { type, number } = documents[place] ?? { type: 'document', number: String(place) }
    throw new Error(`demo book: ${type} ${number} was refused: ${result.refusal.message}`)
  }
}

function inputOf({ customerCode, segment, recordedOn, ...content }: DemoDocument): DocumentInput {
  return { customerCode, segmentCode: segment, content, knownOn: recordedOn }
}

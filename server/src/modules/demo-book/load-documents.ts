import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Database } from '../../platform/db/types.js'
import { recordDocuments, type DocumentInput } from '../exposure/record-documents.js'
import type { DemoDocument } from './domain/book.js'
import { instantOn } from './instant-on.js'

/** Most documents that one transaction records. */
const BATCH = 500

/**
 * Replays documents day by day, each day in one transaction with that day as "today", so that amendments take effect
 * when they were made and every as-of date shows what was known then. What an interrupted load has recorded already
 * is ignored.
 *
 * @param documents of any customers, in any order between customers
 * @param onRecorded told after each batch how many documents it held
 * @throws Error when a document is refused: the book contradicts the rules, which is a bug
 */
export async function loadDocuments(
  db: Database,
  documents: readonly DemoDocument[],
  timeZone: string,
  onRecorded: (count: number) => void,
): Promise<void> {
  for (const [today, ofDay] of byDay(documents)) {
    for (let start = 0; start < ofDay.length; start += BATCH) {
      const batch = ofDay.slice(start, start + BATCH)
      await recordDay(db, today, batch, timeZone)
      onRecorded(batch.length)
    }
  }
}

/** Documents by the day of their recording, in order of time. */
export function byDay(documents: readonly DemoDocument[]): [CalendarDay, DemoDocument[]][] {
  const days = new Map<CalendarDay, DemoDocument[]>()
  for (const document of documents) {
    const ofDay = days.get(document.recordedOn)
    if (ofDay) ofDay.push(document)
    else days.set(document.recordedOn, [document])
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Records what one day brought in one transaction. */
export async function recordDay(
  db: Database,
  today: CalendarDay,
  documents: readonly DemoDocument[],
  timeZone: string,
): Promise<void> {
  const context = { at: instantOn(today, timeZone), today, onlyCustomersOf: null }
  const results = await db.transaction((tx) => recordDocuments(tx, documents.map(inputOf), context))
  for (const [place, result] of results.entries()) {
    if (result.outcome !== 'refused') continue
    const { type, number } = documents[place] ?? { type: 'document', number: String(place) }
    throw new Error(`demo book: ${type} ${number} was refused: ${result.refusal.message}`)
  }
}

function inputOf({
  customerCode,
  segment,
  recordedOn: _recordedOn,
  ...content
}: DemoDocument): DocumentInput {
  return { customerCode, segmentCode: segment, content }
}

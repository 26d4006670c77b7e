import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { loadById, loadByKey, loadItems, loadLinksOf, takersOf, type LinkRow } from './document-store.js'
import { Book, sourceOfLink, type Posted } from './domain/book.js'
import { documentKey, type DocumentContent, type DocumentKey } from './domain/document.js'

/** A document to be recorded and the account that it belongs to. */
export interface Incoming {
  readonly content: DocumentContent
  readonly accountId: Id
}

/**
 * Loads the part of the books that a batch can touch: the stored versions, the documents they take from or will take
 * from, and whatever else takes from those. The caller holds the lock of the credit groups concerned.
 */
export async function loadBook(tx: Tx, batch: readonly Incoming[]): Promise<Book> {
  const stored = await loadByKey(tx, distinct(batch.flatMap(({ content }) => keysOf(content))))
  const unknown = batch.filter(({ content }) => takenFrom.has(content.type))
  return gather(
    tx,
    stored,
    unknown.map(({ content, accountId }) => ({ ...keyOf(content), accountId })),
  )
}

/** The same part of the books around documents that are stored already. */
export async function loadBookOf(tx: Tx, ids: readonly Id[]): Promise<Book> {
  return gather(tx, await loadById(tx, ids), [])
}

async function gather(
  tx: Tx,
  stored: readonly Posted[],
  expected: readonly (DocumentKey & { accountId: Id })[],
): Promise<Book> {
  const loaded = new Map<Id, Posted>()
  const linksById = new Map<Id, LinkRow[]>()
  const add = async (documents: readonly Posted[]) => {
    const fresh = documents.filter((document) => !loaded.has(document.id))
    for (const document of fresh) loaded.set(document.id, document)
    for (const row of await loadLinksOf(tx, fresh)) {
      const rows = linksById.get(row.documentId)
      if (rows) rows.push(row)
      else linksById.set(row.documentId, [row])
    }
  }

  await add(stored)
  await add(await loadByKey(tx, distinct(stored.flatMap((document) => sourcesOf(document, linksById)))))
  const givers = [...loaded.values()].filter((document) => takenFrom.has(document.type))
  const takers = await takersOf(tx, [...givers, ...expected])
  await add(
    await loadById(
      tx,
      [...new Set(takers)].filter((id) => !loaded.has(id)),
    ),
  )

  const documents = [...loaded.values()]
  for (const { documentId, ...item } of await loadItems(tx, documents)) {
    loaded.get(documentId)?.items.set(item.itemNo, { ...item, dirty: false })
  }
  const book = new Book()
  for (const document of documents) {
    document.links = (linksById.get(document.id) ?? []).map(({ documentId: _, ...row }) => ({
      ...row,
      document,
    }))
    book.add(document)
  }
  return book
}

const takenFrom: ReadonlySet<string> = new Set(['order', 'delivery', 'invoice'])

function keyOf({ source, type, number }: DocumentKey): DocumentKey {
  return { source, type, number }
}

/** The document itself, what its lines take from and what it is allocated to. */
function keysOf(content: DocumentContent): DocumentKey[] {
  const { source } = content
  return [
    keyOf(content),
    ...content.lines.flatMap((line) =>
      line.from ? [{ source, type: line.from.type, number: line.from.number }] : [],
    ),
    ...content.allocations.map(({ number, instalment }) => ({
      ...{ source: instalment?.source ?? source, type: 'invoice', number },
    })),
  ]
}

function sourcesOf(document: Posted, linksById: ReadonlyMap<Id, readonly LinkRow[]>): DocumentKey[] {
  return (linksById.get(document.id) ?? []).map(sourceOfLink)
}

function distinct(keys: readonly DocumentKey[]): DocumentKey[] {
  return [...new Map(keys.map((key) => [documentKey(key), key])).values()]
}

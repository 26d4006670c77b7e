import { z } from 'zod'
import type { Permission, Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import {
  lockPickList,
  orderPickList,
  putPickList,
  readPickList,
  type PickListEntry,
} from '../db/pick-list.js'
import type { Tx } from '../db/types.js'
import type { Deps } from '../deps.js'
import { principalOf, type App } from './create-app.js'
import { lineOf, listOf } from './schemas.js'

const ENTRIES_MAX = 50
const write = { permission: 'settings:write' } as const

export const pickListCode = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/)

const entryJson = z.strictObject({
  code: pickListCode,
  nameZh: lineOf(60),
  nameEn: lineOf(60),
  active: z.boolean().describe('false: it can no longer be chosen'),
})

const differ = (codes: readonly string[]) => new Set(codes).size === codes.length

/** What a module says of a list that people choose from. `noted` writes the audit entry of a change. */
export interface PickList {
  readonly path: string
  readonly table: string
  readonly tags: string[]
  readonly read: Permission
  readonly summary: { readonly read: string; readonly write: string }
  readonly noted: (
    tx: Tx,
    change: {
      readonly actor: Principal
      readonly at: Date
      readonly before: PickListEntry[]
      readonly after: PickListEntry[]
    },
  ) => Promise<void>
}

/** `GET` and `PUT` of a whole list, in the order in which people choose. */
export function registerPickList(app: App, deps: Deps, list: PickList): void {
  const { path, table, tags, noted } = list
  const read = async () => ({ items: await readPickList(deps.db, table), nextCursor: null })
  const answered = { response: { 200: listOf(entryJson) } }
  app.get(
    path,
    {
      config: { permission: list.read },
      schema: { ...{ tags, summary: list.summary.read }, ...answered },
    },
    read,
  )
  const items = z
    .array(entryJson)
    .min(1)
    .max(ENTRIES_MAX)
    .refine((all) => differ(all.map(({ code }) => code)), 'codes must differ')
  const schema = {
    ...{ tags, summary: list.summary.write, body: z.strictObject({ items }) },
    ...answered,
  }
  app.put(path, { config: write, schema }, async (request) => {
    const actor = principalOf(request)
    await deps.db.transaction(async (tx) => {
      await lockPickList(tx, table)
      const before = await readPickList(tx, table)
      await putPickList(tx, table, request.body.items)
      await noted(tx, { actor, at: deps.now(), before, after: request.body.items })
    })
    return read()
  })
}

/** `PUT` of the order alone, for lists whose entries hold more than a name. */
export function registerPickListOrder(
  app: App,
  deps: Deps,
  list: Pick<PickList, 'path' | 'table' | 'tags'> & { readonly summary: string },
): void {
  const { path, table, tags, summary } = list
  const body = z.strictObject({
    codes: z
      .array(pickListCode)
      .min(1)
      .max(200)
      .refine(differ, 'codes must differ')
      .describe('All codes of the list, each once'),
  })
  const schema = { ...{ tags, summary, body }, response: { 204: z.null() } }
  app.put(path, { config: write, schema }, async (request, reply) => {
    const ordered = await deps.db.transaction((tx) => orderPickList(tx, table, request.body.codes))
    if (!ordered) throw new Refusal('pick_list_changed', {})
    return reply.status(204).send(null)
  })
}

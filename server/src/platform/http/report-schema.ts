import { z } from 'zod'

const ink = z.enum(['ink', 'quiet', 'line', 'first', 'second', 'third', 'danger'])
const length = z.number()

function list<T extends z.ZodType>(of: T) {
  return z.array(of).readonly()
}

function pair<T extends z.ZodType>(of: T) {
  return z.tuple([of, of]).readonly()
}

const shape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('path'),
    points: list(pair(length)),
    ink,
    width: length,
    dashed: z.boolean(),
  }),
  z.object({
    kind: z.literal('box'),
    ...{ x: length, y: length, width: length, height: length, ink },
    faint: z.boolean(),
  }),
  z.object({ kind: z.literal('dot'), x: length, y: length, radius: length, ink }),
  z.object({
    kind: z.literal('text'),
    ...{ x: length, y: length, text: z.string(), size: length, ink },
    anchor: z.enum(['start', 'middle', 'end']),
  }),
])

const block = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('figures'),
    items: list(z.object({ label: z.string(), value: z.string(), note: z.string() })),
  }),
  z.object({ kind: z.literal('pairs'), rows: list(pair(z.string())) }),
  z.object({ kind: z.literal('text'), text: z.string(), quiet: z.boolean() }),
  z.object({ kind: z.literal('list'), items: list(z.string()) }),
  z.object({
    kind: z.literal('table'),
    title: z.string(),
    columns: list(z.object({ title: z.string(), share: z.number(), align: z.enum(['left', 'right']) })),
    rows: list(list(z.string())),
    strong: list(z.int()).describe('Places of the rows that stand out'),
  }),
  z.object({
    kind: z.literal('charts'),
    charts: list(
      z.object({
        title: z.string(),
        drawing: z.object({
          width: length.describe('Points'),
          height: length,
          shapes: list(shape),
          label: z.string().describe('What the picture says'),
        }),
      }),
    ),
  }),
])

/** A report as content, as page and PDF show it (`kernel/report/document.ts`). */
export const reportDocumentSchema = z.object({
  language: z.enum(['zh', 'en']),
  title: z.string(),
  subtitle: z.string(),
  organisation: z.string(),
  subject: z.string(),
  date: z.string(),
  marking: z.string().describe('What kind of paper this is: an internal rating, not a public one'),
  watermark: z.string().describe('Who took it, and when'),
  sections: list(z.object({ id: z.string(), title: z.string(), blocks: list(block) })),
})

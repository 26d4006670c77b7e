import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

export const MANIFEST_NAME = 'manifest.json'

const manifestSchema = z.strictObject({
  format: z.literal(1),
  program: z.string(),
  createdAt: z.iso.datetime(),
  migrations: z.array(z.strictObject({ name: z.string(), hash: z.string() })),
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z_][a-z0-9_]*$/),
      columns: z.array(z.string().regex(/^[a-z_][a-z0-9_]*$/)),
      rows: z.number().int().min(0),
      /** Of the compressed file `<name>.copy.gz`. */
      sha256: z.string(),
    }),
  ),
  /** Jobs that waited, in `jobs.ndjson`. */
  jobs: z.strictObject({ rows: z.number().int().min(0), sha256: z.string() }),
})

/** What a backup holds, in the order in which its tables are loaded. It is written last: without it there is no backup. */
export type Manifest = z.output<typeof manifestSchema>

/** Reads a backup's manifest; throws when there is none or it is not ours. */
export async function readManifest(dir: string): Promise<Manifest> {
  const text = await readFile(path.join(dir, MANIFEST_NAME), 'utf8')
  return manifestSchema.parse(JSON.parse(text))
}

export function tableFile(dir: string, table: string): string {
  return path.join(dir, `${table}.copy.gz`)
}

export function jobsFile(dir: string): string {
  return path.join(dir, 'jobs.ndjson')
}

import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { acceptFiles, withReceivedFile } from '../../platform/http/receive-file.js'
import { codeSchema, idSchema, listOf } from '../../platform/http/schemas.js'
import { recordAccess } from '../audit/record-audit.js'
import { findCustomer } from '../customers/customer-store.js'
import { attachable, attachEvidence } from './attach-evidence.js'
import { evidenceObjects, listEvidence, readEvidence, type EvidenceFile } from './evidence-store.js'
import { keepEvidence } from './keep-evidence.js'

const tags = ['arrangements']
const FILE_BYTES_MAX = 20 * 1024 * 1024
const LISTED = 500

const evidenceJson = z.object({
  id: z.string(),
  name: z.string(),
  size: z.int(),
  sha256: z.string().describe('Of the content, hexadecimal'),
  uploadedBy: z.string(),
  uploadedAt: z.string(),
})

const linkedJson = evidenceJson.extend({
  objects: z.array(z.object({ type: z.enum(evidenceObjects), id: z.string() })),
})

/** Files that prove something: kept by content with hash and time, never changed. */
export function registerEvidenceRoutes(app: App, deps: Deps): void {
  registerUpload(app, deps)
  app.get(
    '/api/v1/customers/:code/evidence',
    {
      config: { permission: 'collections:read' },
      schema: {
        ...{ tags, summary: 'Evidence of a customer, the newest first' },
        params: z.strictObject({ code: codeSchema }),
        response: { 200: listOf(linkedJson) },
      },
    },
    async (request) => {
      const customer = await findCustomer(deps.db, request.params.code, null)
      if (!customer) throw new Refusal('customer_not_found', { code: request.params.code })
      const files = await listEvidence(deps.db, customer.id, LISTED)
      return {
        items: files.map((file) => ({ ...jsonOf(file), objects: [...file.objects] })),
        nextCursor: null,
      }
    },
  )
  registerAttach(app, deps)
  registerDownload(app, deps)
}

function registerAttach(app: App, { db, now }: Deps): void {
  const schema = {
    ...{ tags, summary: 'Attach evidence files to a promise, a dispute or a plan' },
    body: z.strictObject({
      type: z.enum(attachable),
      id: idSchema,
      evidence: z.array(idSchema).min(1).max(20),
    }),
    response: { 204: z.null() },
  }
  const config = { permission: 'collections:write' } as const
  app.post('/api/v1/evidence-links', { config, schema }, async (request, reply) => {
    const { type, id, evidence } = request.body
    const doing = { actor: principalOf(request), at: now() }
    await db.transaction((tx) => attachEvidence(tx, { type, id }, evidence, doing))
    return reply.status(204).send(null)
  })
}

function registerUpload(app: App, { db, now }: Deps): void {
  void app.register(async (scope: App) => {
    await acceptFiles(scope, FILE_BYTES_MAX)
    const schema = {
      ...{ tags, summary: 'Keep a file as evidence' },
      description: 'multipart/form-data with the field `file`, at most 20 MiB.',
      consumes: ['multipart/form-data'],
      params: z.strictObject({ code: codeSchema }),
      response: { 201: evidenceJson },
    }
    const options = {
      config: { permission: 'collections:write' },
      bodyLimit: FILE_BYTES_MAX + 1024 * 1024,
    } as const
    scope.post('/api/v1/customers/:code/evidence', { ...options, schema }, async (request, reply) => {
      const { code } = request.params
      const customer = await findCustomer(db, code, null)
      if (!customer) throw new Refusal('customer_not_found', { code })
      const stored = await withReceivedFile(request, FILE_BYTES_MAX, async ({ path, fileName }) => {
        const content = await readFile(path)
        const doing = { actor: principalOf(request), at: now() }
        return db.transaction((tx) => keepEvidence(tx, customer.id, { name: fileName, content }, doing))
      })
      return reply.status(201).send(jsonOf(stored))
    })
  })
}

/** Always as a download of bytes: what somebody uploaded is never shown as a page of ours. */
function registerDownload(app: App, { db, now }: Deps): void {
  const schema = {
    ...{ tags, summary: 'Download an evidence file' },
    params: z.strictObject({ id: idSchema }),
  }
  const config = { permission: 'collections:read' } as const
  app.get('/api/v1/evidence-files/:id', { config, schema }, async (request, reply) => {
    const { id } = request.params
    const file = await db.transaction(async (tx) => {
      const found = await readEvidence(tx, id)
      if (!found) throw new Refusal('evidence_not_found', { id })
      await recordAccess(tx, {
        ...{ actor: principalOf(request), action: 'evidence.read', objectType: 'customer' },
        ...{ objectId: found.customerCode, detail: { file: found.name, sha256: found.sha256 }, at: now() },
      })
      return found
    })
    return reply
      .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .type('application/octet-stream')
      .send(file.content)
  })
}

function jsonOf({
  id,
  name,
  size,
  sha256,
  uploadedBy,
  uploadedAt,
}: EvidenceFile): z.input<typeof evidenceJson> {
  return { id, name, size, sha256, uploadedBy, uploadedAt: uploadedAt.toISOString() }
}

import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import { newId } from '../../platform/new-id.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { acceptFiles, withReceivedFile } from '../../platform/http/receive-file.js'
import { idSchema } from '../../platform/http/schemas.js'
import { withoutScope } from '../../platform/request-context.js'
import { recordAccess } from '../audit/record-audit.js'
import { insertAttachment, listAttachments, readAttachment } from './attachment-store.js'
import { caseFor } from './present-case.js'

const tags = ['approvals']
const any = { permission: 'any' } as const
const byCase = z.strictObject({ id: idSchema })
const FILE_BYTES_MAX = 20 * 1024 * 1024
const FILES_MAX = 200

const attachmentSchema = z.object({ id: z.string(), name: z.string(), size: z.number() })

/** Files that take part in a case: uploaded first, then named by the comment or decision they belong to. */
export function registerAttachmentRoutes(app: App, deps: Deps): void {
  registerUpload(app, deps)
  registerDownload(app, deps)
}

function registerUpload(app: App, { db, now }: Deps): void {
  void app.register(async (scope: App) => {
    await acceptFiles(scope, FILE_BYTES_MAX)
    const schema = {
      tags,
      summary: 'Upload a file for a comment or decision',
      description: 'multipart/form-data with the field `file`, at most 20 MiB.',
      consumes: ['multipart/form-data'],
      params: byCase,
      response: { 201: attachmentSchema },
    }
    const bodyLimit = FILE_BYTES_MAX + 1024 * 1024
    const path = '/api/v1/approval-cases/:id/attachments'
    scope.post(path, { config: any, schema, bodyLimit }, async (request, reply) => {
      const actor = principalOf(request)
      const caseId = request.params.id
      const stored = await withoutScope(async () => {
        await caseFor(db, caseId, actor)
        return withReceivedFile(request, FILE_BYTES_MAX, async (file) => {
          const content = await readFile(file.path)
          if (content.length === 0) throw new Refusal('file_missing')
          const attachment = {
            id: newId(),
            caseId,
            name: file.fileName,
            mediaType: 'application/octet-stream',
            size: content.length,
            uploadedBy: actor.label,
            uploadedAt: now(),
          }
          await db.transaction(async (tx) => {
            const known = await listAttachments(tx, caseId)
            if (known.length >= FILES_MAX) throw new Refusal('approval_attachments_full', { max: FILES_MAX })
            await insertAttachment(tx, attachment, content)
          })
          return attachment
        })
      })
      return reply.status(201).send({ id: stored.id, name: stored.name, size: stored.size })
    })
  })
}

/** Always as a download of bytes: what somebody uploaded is never shown as a page of ours. */
function registerDownload(app: App, { db, now }: Deps): void {
  const schema = {
    tags,
    summary: 'Download a file of a case',
    params: z.strictObject({ id: idSchema, attachmentId: idSchema }),
  }
  app.get(
    '/api/v1/approval-cases/:id/attachments/:attachmentId',
    { config: any, schema },
    async (request, reply) => {
      const { id, attachmentId } = request.params
      const found = await withoutScope(async () => {
        const actor = principalOf(request)
        await caseFor(db, id, actor)
        return db.transaction(async (tx) => {
          const attachment = await readAttachment(tx, id, attachmentId)
          if (attachment)
            await recordAccess(tx, {
              ...{
                actor,
                action: 'approval-case.attachment-read',
                objectType: 'approval-case',
                objectId: id,
              },
              detail: { file: attachment.name },
              at: now(),
            })
          return attachment
        })
      })
      if (!found) throw new Refusal('approval_attachment_not_found')
      return reply
        .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`)
        .type('application/octet-stream')
        .send(found.content)
    },
  )
}

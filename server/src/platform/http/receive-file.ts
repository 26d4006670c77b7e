import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/errors.js'
import type { App } from './create-app.js'

const MEBIBYTE = 1024 * 1024
const NAME_MAX = 200
const FIELDS_MAX = 10

/** An uploaded file, on disk until the work on it ends, and the texts that came with it. */
export interface ReceivedFile {
  readonly path: string
  readonly fileName: string
  readonly fields: Readonly<Record<string, string>>
}

/** Makes the routes of this scope accept `multipart/form-data` with one file of at most `maxBytes`. */
export async function acceptFiles(scope: App, maxBytes: number): Promise<void> {
  await scope.register(multipart, {
    limits: {
      fileSize: maxBytes,
      files: 1,
      fields: FIELDS_MAX,
      fieldSize: 2_000,
      fieldNameSize: 100,
      parts: FIELDS_MAX + 1,
    },
    throwFileSizeLimit: false,
  })
}

/** Receives the one file of a request, hands it to `work` and removes it afterwards. Refuses none and too large ones. */
export async function withReceivedFile<T>(
  request: FastifyRequest,
  maxBytes: number,
  work: (file: ReceivedFile) => Promise<T>,
): Promise<T> {
  if (!request.isMultipart()) throw new Refusal('file_missing')
  const folder = await mkdtemp(path.join(tmpdir(), 'xinheng-upload-'))
  try {
    const file = await receive(request, folder).catch(refuseBroken)
    if (file === 'too-large')
      throw new Refusal('file_too_large', { max: `${Math.floor(maxBytes / MEBIBYTE)} MiB` })
    if (!file) throw new Refusal('file_missing')
    return await work(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function receive(
  request: FastifyRequest,
  folder: string,
): Promise<ReceivedFile | 'too-large' | undefined> {
  const fields: Record<string, string> = {}
  let received: { path: string; fileName: string } | undefined
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = storable(part.value)
      continue
    }
    const target = path.join(folder, 'file')
    await pipeline(part.file, createWriteStream(target))
    if (part.file.truncated) return 'too-large'
    received = { path: target, fileName: plainName(part.filename) }
  }
  return received && { ...received, fields }
}

/** What the parser of forms finds wrong is the sender's; its errors are plain, those of the disk and of limits have a code. */
function refuseBroken(error: unknown): never {
  if (error instanceof Error && !('code' in error)) throw new Refusal('upload_broken')
  throw error
}

function storable(text: string): string {
  if (text.includes('\u0000')) throw new Refusal('bad_request', { detail: 'NUL' })
  return text
}

/** The last part of whatever path the sender gave, without control characters. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).pop() ?? ''
  const clean = last
    .replace(/[\u0000-\u001f\u007f]/g, '')
    .toWellFormed()
    .slice(0, NAME_MAX)
  return clean === '' ? 'file' : clean
}

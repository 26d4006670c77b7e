import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Refusal, type FieldFault } from '../../kernel/errors.js'
import type { RefusalCode, RefusalValues } from '../../kernel/refusals.js'
import { DatabaseUnreachable } from '../db/connection-failure.js'
import { isOutsideScope } from '../db/database.js'
import { languageOf, problemOf, sendProblem } from './problem.js'

/** After which a caller may ask again when the program or its database is just starting. */
export const RETRY_SECONDS = 3

/** Turns everything thrown by a route into problem+json: refusals as they are, library faults by kind, bugs as 500. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request)
  const refusal = refusalOf(error)
  if (refusal) {
    if (error instanceof DatabaseUnreachable) request.log.warn({ err: error }, 'the database is out of reach')
    if (refusal.code === 'service_unavailable') void reply.header('Retry-After', String(RETRY_SECONDS))
    if (refusal.code === 'rate_limited')
      void reply.header('Retry-After', String(refusal.values['seconds'] ?? 1))
    if (refusal.status === 401) void reply.header('WWW-Authenticate', 'Bearer realm="xinheng"')
    return sendProblem(reply, problemOf(refusal, language))
  }
  request.log.error({ err: error }, 'request failed')
  const text = {
    zh: '服务器内部错误，请联系管理员并提供请求编号。',
    en: 'Internal error; tell the administrator the request id.',
  }
  return sendProblem(reply, {
    type: 'about:blank',
    title: text[language],
    status: 500,
    detail: `${text[language]} (${request.id})`,
    code: 'internal_error',
  })
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (error instanceof DatabaseUnreachable) return new Refusal('service_unavailable')
  if (isOutsideScope(error)) return new Refusal('outside_scope')
  if (hasZodFastifySchemaValidationErrors(error)) return validationRefusal(error.validation)
  if (!(error instanceof Error)) return undefined
  const { statusCode, code, validation } = error as FastifyError
  if (validation) return new Refusal('validation_failed')
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined
  const [refusalCode, values] = byStatus(statusCode, code, error.message)
  return new Refusal(refusalCode, values)
}

function byStatus(status: number, code: string, message: string): [RefusalCode, RefusalValues] {
  switch (status) {
    case 404:
      return ['not_found', {}]
    case 413:
      return ['payload_too_large', { limit: '32 MiB' }]
    case 415:
      return ['unsupported_media_type', {}]
    case 429:
      return ['rate_limited', { seconds: 1 }]
    default:
      return ['bad_request', { detail: `${message} (${code})` }]
  }
}

interface SchemaFault {
  readonly keyword: string
  readonly instancePath: string
  readonly message?: string | undefined
  readonly params?: Readonly<Record<string, unknown>>
}

const texts: Readonly<Record<string, string>> = {
  invalid_type: '类型不正确或缺失',
  unrecognized_keys: '含有未知字段',
  too_small: '过短或过小',
  too_big: '过长或过大',
  invalid_format: '格式不正确',
  invalid_value: '取值不在允许范围内',
  invalid_union: '不符合任何一种允许的形式',
  custom: '取值不符合要求',
}

function validationRefusal(faults: readonly SchemaFault[]): Refusal {
  const fields = faults.map((fault): FieldFault => {
    const en = fault.message ?? 'not valid'
    return {
      path: fault.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      code: fault.keyword,
      message: { zh: chineseOf(fault) ?? `${texts[fault.keyword] ?? '不符合要求'}（${en}）`, en },
    }
  })
  return new Refusal('validation_failed', {}, fields)
}

/** What a schema itself says in Chinese, as `params: { zh }` of its refinement. */
function chineseOf({ params }: SchemaFault): string | undefined {
  const own = z.object({ zh: z.string() }).safeParse(params?.['params'])
  return own.data?.zh
}

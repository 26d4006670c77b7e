import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../../kernel/bilingual.js'
import type { Refusal } from '../../kernel/errors.js'
import { type FieldFault } from '../../kernel/errors.js'

/** RFC 9457 problem details with this API's `code` and field `errors`. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly errors?: readonly { path: string; code: string; message: string }[]
}

/** The caller's language from Accept-Language; Chinese unless English is asked for first. */
export function languageOf(request: FastifyRequest): Language {
  const header = request.headers['accept-language'] ?? ''
  const first = /^\s*([a-z]{2})/i.exec(header)?.[1]?.toLowerCase()
  return first === 'en' ? 'en' : 'zh'
}

export function problemOf(refusal: Refusal, language: Language): Problem {
  const errors = refusal.faults.map((fault: FieldFault) => ({
    path: fault.path,
    code: fault.code,
    message: fault.message[language],
  }))
  return {
    type: `https://xinheng.dev/problems/${refusal.code}`,
    title: refusal.text[language],
    status: refusal.status,
    detail: refusal.text[language],
    code: refusal.code,
    ...(errors.length > 0 ? { errors } : {}),
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .status(problem.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem)
}

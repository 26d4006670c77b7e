import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { codeSchema, listOf } from '../../platform/http/schemas.js'
import * as schemas from './flow-routes-schemas.js'

const tags = ['approval flows']
const byCode = z.strictObject({ code: codeSchema })
const read = { permission: 'flows:read' } as const
const write = { permission: 'flows:write' } as const

/** Flows as documents: drafts, checks, simulation, publication. */
export function registerFlowRoutes(app: App, deps: Deps): void {
  void deps
  const none = (): never => {
    throw new Refusal('not_found')
  }
  app.get(
    '/api/v1/approval-subjects',
    {
      config: { permission: 'any' },
      schema: {
        tags,
        summary: 'What is decided by approval, and what its flows may test',
        response: { 200: schemas.subjectsAnswer },
      },
    },
    none,
  )
  app.get(
    '/api/v1/approval-flows',
    { config: read, schema: { tags, summary: 'Flows', response: { 200: listOf(schemas.flowItem) } } },
    none,
  )
  app.post(
    '/api/v1/approval-flows',
    {
      config: write,
      schema: {
        tags,
        summary: 'Begin a flow as a draft',
        body: schemas.newFlowBody,
        response: { 201: schemas.flowAnswer },
      },
    },
    none,
  )
  app.get(
    '/api/v1/approval-flows/:code',
    {
      config: read,
      schema: {
        tags,
        summary: 'A flow with its draft and versions',
        params: byCode,
        response: { 200: schemas.flowAnswer },
      },
    },
    none,
  )
  app.patch(
    '/api/v1/approval-flows/:code',
    {
      config: write,
      schema: {
        tags,
        summary: 'Change priority, switch on or off',
        params: byCode,
        body: schemas.settingsBody,
        response: { 200: schemas.flowAnswer },
      },
    },
    none,
  )
  app.put(
    '/api/v1/approval-flows/:code/draft',
    {
      config: write,
      schema: {
        tags,
        summary: 'Save the draft; it may be unfinished',
        params: byCode,
        body: schemas.draftBody,
        response: { 200: schemas.flowAnswer },
      },
    },
    none,
  )
  app.delete(
    '/api/v1/approval-flows/:code/draft',
    {
      config: write,
      schema: { tags, summary: 'Drop the draft', params: byCode, response: { 200: schemas.flowAnswer } },
    },
    none,
  )
  app.post(
    '/api/v1/approval-flows/:code/publish',
    {
      config: write,
      schema: {
        tags,
        summary: 'Publish the draft as the next version; running cases keep theirs',
        description: 'Flows of the publication subjects need an approval themselves (202).',
        params: byCode,
        body: schemas.publishBody,
        response: { 201: schemas.flowAnswer },
      },
    },
    none,
  )
  app.get(
    '/api/v1/approval-flows/:code/versions/:version',
    {
      config: read,
      schema: {
        tags,
        summary: 'A published version',
        params: z.strictObject({ code: codeSchema, version: z.coerce.number().int().min(1).max(1_000_000) }),
        response: { 200: schemas.versionAnswer },
      },
    },
    none,
  )
  app.post(
    '/api/v1/approval-flows/validate',
    {
      config: read,
      schema: {
        tags,
        summary: 'What is wrong with a flow',
        body: schemas.validateBody,
        response: { 200: schemas.validateAnswer },
      },
    },
    none,
  )
  app.post(
    '/api/v1/approval-flows/simulate',
    {
      config: read,
      schema: {
        tags,
        summary: 'Walk a sample case through a flow: who would be asked, when',
        body: schemas.simulateBody,
        response: { 200: schemas.simulateAnswer },
      },
    },
    none,
  )
}

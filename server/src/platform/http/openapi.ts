import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { OpenAPIV3_1 } from 'openapi-types'
import type { App } from './create-app.js'

const problemSchema: OpenAPIV3_1.SchemaObject = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'In the language of Accept-Language: zh-CN or en' },
    code: { type: 'string', description: 'Stable; what programs should look at' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

/** The page's own scripts and styles; its library writes style attributes. */
const documentationCsp =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const

/**
 * Describes every route that is registered after it: OpenAPI 3.1 at `/api/v1/openapi.json`, a page at `/api/docs`.
 */
export async function describeApi(app: App, version: string): Promise<void> {
  const transform = createJsonSchemaTransform({ skipList: ['/api/docs', '/api/docs/*'] })
  // Schemas with an id (`.meta({ id })`) become components that others refer to.
  const withComponents = createJsonSchemaTransformObject({})
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Xinheng 信衡',
        version,
        description: 'Credit decisions, limits, exposure and receivables. Amounts are decimal strings.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key' },
          session: { type: 'apiKey', in: 'cookie', name: 'xinheng_session' },
        },
      },
    },
    transform(input) {
      const { schema, url } = transform(input)
      const permission = input.route.config?.permission
      return { url, schema: { ...schema, ...securityOf(permission) } }
    },
    transformObject(input) {
      return 'openapiObject' in input ? withProblems(withComponents(input) as OpenAPIV3_1.Document) : {}
    },
  })
  app.get('/api/v1/openapi.json', { config: { permission: 'public' }, schema: { hide: true } }, (_, reply) =>
    reply.header('Cache-Control', 'no-cache').send(app.swagger()),
  )
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: documentationCsp,
    uiConfig: { docExpansion: 'none', deepLinking: true },
  })
}

function securityOf(permission: string | readonly string[] | undefined) {
  if (permission === undefined || permission === 'public') return { security: [] }
  return {
    security: [{ apiKey: [] }, { session: [] }],
    'x-permission': permission,
    ...(permission === 'any'
      ? {}
      : {
          description: `Needs the permission ${[permission]
            .flat()
            .map((one) => `\`${one}\``)
            .join(' or ')}.`,
        }),
  }
}

/** Every operation may also answer with a problem; writes accept an Idempotency-Key. */
function withProblems(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema },
  }
  for (const item of Object.values(document.paths ?? {})) {
    for (const method of methods) {
      const operation = item?.[method]
      if (!operation) continue
      operation.responses = {
        ...operation.responses,
        default: {
          description: 'Refused, with the reason',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      }
      if (method === 'post' || method === 'put') {
        operation.parameters = [...(operation.parameters ?? []), idempotencyKey]
      }
    }
  }
  return document
}

const idempotencyKey: OpenAPIV3_1.ParameterObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key with the same body gets the same answer again; with another body it is refused.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

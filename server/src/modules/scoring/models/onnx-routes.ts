import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { importOnnx, lookIntoOnnx } from './import-onnx.js'
import { modelJson } from './model-json.js'
import { modelJson as modelSchema } from './model-schemas.js'
import { onnxImportBody, onnxLookBody, onnxSummary } from './onnx-schemas.js'

const tags = ['models']
const write = { permission: 'models:write' } as const
/** Of the request: a file of twelve megabytes in base64. */
const FILE_BYTES = 16 * 1024 * 1024

/** Models that were trained elsewhere, from ONNX files. */
export function registerOnnxRoutes(app: App, deps: Deps): void {
  const lookSchema = {
    tags,
    summary: 'What an ONNX file wants to be given and gives; nothing is stored',
    body: onnxLookBody,
    response: { 200: onnxSummary },
  }
  const looking = { config: write, schema: lookSchema, bodyLimit: FILE_BYTES }
  app.post('/api/v1/models/onnx/look', looking, async (request) => {
    const { columns, ...rest } = lookIntoOnnx(Buffer.from(request.body.file, 'base64'))
    return {
      ...{ ...rest, operators: [...rest.operators], classes: [...rest.classes] },
      columns: columns.map(({ input, name, text }) => ({ input, name, text })),
    }
  })

  const importSchema = {
    tags,
    summary: 'Take a model from an ONNX file as the next version of its family, a draft',
    body: onnxImportBody,
    response: { 201: modelSchema },
  }
  const importing = { config: write, schema: importSchema, bodyLimit: FILE_BYTES }
  app.post('/api/v1/models/onnx', importing, async (request, reply) => {
    const { file, ...asked } = request.body
    const doing = { actor: principalOf(request), at: deps.now() }
    const bytes = Buffer.from(file, 'base64')
    const model = await deps.db.transaction((tx) => importOnnx(tx, bytes, asked, doing))
    return reply.code(201).send(modelJson(model))
  })
}

import fastifyCompress from '@fastify/compress'
import { constants } from 'node:zlib'
import type { App } from './create-app.js'

/** Short answers, a credit decision among them, are sent faster than they are compressed. */
const THRESHOLD_BYTES = 4096

/** Compresses long answers for callers that accept it, with a quality that costs little time. */
export async function compressAnswers(app: App): Promise<void> {
  await app.register(fastifyCompress, {
    threshold: THRESHOLD_BYTES,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
}

import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../../kernel/errors.js'
import type { RefusalCode, RefusalValues } from '../../kernel/refusals.js'
import { trainFromFile, type FileTraining, type TrainingRequest } from './train-from-file.js'

/** What the worker tells the thread that started it. */
export type TrainingMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'trained'; readonly result: FileTraining }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly values: RefusalValues }

const tell = (message: TrainingMessage) => parentPort?.postMessage(message)

try {
  const result = await trainFromFile(workerData as TrainingRequest, (done, total) =>
    tell({ kind: 'progress', done, total }),
  )
  tell({ kind: 'trained', result })
} catch (error) {
  // Errors lose their class on the way to another thread.
  if (!(error instanceof Refusal)) throw error
  tell({ kind: 'refused', code: error.code, values: error.values })
}

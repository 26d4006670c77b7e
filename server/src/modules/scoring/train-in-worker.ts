import { Worker } from 'node:worker_threads'
import { Refusal } from '../../kernel/errors.js'
import type { FileTraining, TrainingRequest } from './train-from-file.js'
import type { TrainingMessage } from './training-worker.js'

export interface TrainingWatch {
  readonly onProgress?: (done: number, total: number) => void
  /** Ends the training at once; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal
}

/** Trains in a thread of its own, so that whoever waits can go on serving. */
export async function trainInWorker(
  request: TrainingRequest,
  watch: TrainingWatch = {},
): Promise<FileTraining> {
  const worker = new Worker(new URL('./training-worker.js', import.meta.url), { workerData: request })
  const cancel = () => void worker.terminate()
  watch.signal?.addEventListener('abort', cancel, { once: true })
  try {
    return await new Promise<FileTraining>((resolve, reject) => {
      worker.on('message', (message: TrainingMessage) => {
        if (message.kind === 'progress') watch.onProgress?.(message.done, message.total)
        else if (message.kind === 'trained') resolve(message.result)
        else reject(new Refusal(message.code, message.values))
      })
      worker.on('error', reject)
      worker.on('exit', () => {
        const reason: unknown = watch.signal?.reason
        reject(reason instanceof Error ? reason : new Error('The training ended without a result.'))
      })
    })
  } finally {
    watch.signal?.removeEventListener('abort', cancel)
    await worker.terminate()
  }
}

import { parentPort, Worker, workerData } from 'node:worker_threads'
import { Refusal } from '../kernel/errors.js'
import type { RefusalCode, RefusalValues } from '../kernel/refusals.js'

/** How whoever started a long task follows it and ends it. */
export interface TaskWatch {
  readonly onProgress?: (done: number, total: number) => void
  /** Ends the task at once; its promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal
}

type TaskMessage<Result> =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly values: RefusalValues }

/**
 * Runs a program of `threadTask` in a thread of its own, so that whoever waits can go on serving. Gives what the task
 * gave; a refusal of the task is a refusal here.
 */
export async function runInThread<Result>(
  program: URL,
  input: unknown,
  watch: TaskWatch = {},
): Promise<Result> {
  const worker = new Worker(program, { workerData: input })
  const cancel = () => void worker.terminate()
  watch.signal?.addEventListener('abort', cancel, { once: true })
  try {
    return await new Promise<Result>((resolve, reject) => {
      worker.on('message', (message: TaskMessage<Result>) => {
        if (message.kind === 'progress') watch.onProgress?.(message.done, message.total)
        else if (message.kind === 'done') resolve(message.result)
        else reject(new Refusal(message.code, message.values))
      })
      worker.on('error', reject)
      worker.on('exit', () => {
        const reason: unknown = watch.signal?.reason
        reject(reason instanceof Error ? reason : new Error('The thread ended without a result.'))
      })
    })
  } finally {
    watch.signal?.removeEventListener('abort', cancel)
    await worker.terminate()
  }
}

/** The whole of a program that `runInThread` starts: works on the input and tells of progress and result. */
export async function threadTask<Input, Result>(
  work: (input: Input, onProgress: (done: number, total: number) => void) => Result | Promise<Result>,
): Promise<void> {
  const tell = (message: TaskMessage<Result>) => parentPort?.postMessage(message)
  try {
    const result = await work(workerData as Input, (done, total) => tell({ kind: 'progress', done, total }))
    tell({ kind: 'done', result })
  } catch (error) {
    // Errors lose their class on the way to another thread.
    if (!(error instanceof Refusal)) throw error
    tell({ kind: 'refused', code: error.code, values: error.values })
  }
}

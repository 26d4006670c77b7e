import { parentPort } from 'node:worker_threads'
import { doTask, type BookTask } from './book-task.js'
import { BookEngine } from './domain/book-engine.js'

/** What the worker answers to the task with this number. */
export type BookMessage =
  { readonly no: number; readonly answer: unknown } | { readonly no: number; readonly failure: string }

const engine = new BookEngine()
const goOn = () => Promise.resolve()

parentPort?.on('message', ({ no, task }: { no: number; task: BookTask }) => {
  doTask(engine, task, goOn).then(
    (answer) => parentPort?.postMessage({ no, answer } satisfies BookMessage),
    (error: unknown) => {
      const failure = error instanceof Error ? (error.stack ?? error.message) : String(error)
      parentPort?.postMessage({ no, failure } satisfies BookMessage)
    },
  )
})

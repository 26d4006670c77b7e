import { existsSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { doTask, type BookAnswers, type BookKeeper, type BookTask } from './book-task.js'
import type { BookMessage } from './book-worker.js'
import { BookEngine } from './domain/book-engine.js'

const program = new URL('./book-worker.js', import.meta.url)

/**
 * Someone who keeps a book in a thread of its own, so that serving never waits for it. Where the program runs from its
 * sources (tests), there is no such file, and the work is done here, a slice at a time.
 */
export function openBookKeeper(): BookKeeper {
  return existsSync(fileURLToPath(program)) ? inThread() : here()
}

interface Waiting {
  readonly resolve: (answer: never) => void
  readonly reject: (error: Error) => void
}

function inThread(): BookKeeper {
  const worker = new Worker(program)
  // A program that has nothing else to do may end.
  worker.unref()
  const waiting = new Map<number, Waiting>()
  let last = 0
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('message', (message: BookMessage) => {
    const asked = waiting.get(message.no)
    waiting.delete(message.no)
    if ('failure' in message) asked?.reject(new Error(message.failure))
    else asked?.resolve(message.answer as never)
  })
  worker.on('error', failAll)
  worker.on('exit', () => failAll(new Error('The thread that keeps the book has ended.')))
  return {
    ask<K extends BookTask['kind']>(task: Extract<BookTask, { kind: K }>) {
      return new Promise<BookAnswers[K]>((resolve, reject) => {
        last += 1
        waiting.set(last, { resolve, reject })
        worker.postMessage({ no: last, task })
      })
    },
    async close() {
      await worker.terminate()
    },
  }
}

function here(): BookKeeper {
  const engine = new BookEngine()
  const pause = async () => void (await setImmediate())
  return {
    ask: async <K extends BookTask['kind']>(task: Extract<BookTask, { kind: K }>) =>
      (await doTask(engine, task, pause)) as BookAnswers[K],
    close: () => Promise.resolve(),
  }
}

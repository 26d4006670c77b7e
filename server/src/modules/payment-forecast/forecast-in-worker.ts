import { runInThread, type TaskWatch } from '../../platform/thread-task.js'
import type { TrainBook, TrainedBook } from './domain/train-book.js'

/** Trains in a thread of its own, so that whoever waits can go on serving. */
export function forecastInWorker(task: TrainBook, watch?: TaskWatch): Promise<TrainedBook> {
  return runInThread(new URL('./forecast-worker.js', import.meta.url), task, watch)
}

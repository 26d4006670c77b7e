import { runInThread, type TaskWatch } from '../../platform/thread-task.js'
import type { FileTraining, TrainingRequest } from './train-from-file.js'

/** Trains in a thread of its own, so that whoever waits can go on serving. */
export function trainInWorker(request: TrainingRequest, watch?: TaskWatch): Promise<FileTraining> {
  return runInThread(new URL('./training-worker.js', import.meta.url), request, watch)
}

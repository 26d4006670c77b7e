import { threadTask } from '../../platform/thread-task.js'
import { trainBook } from './domain/train-book.js'

await threadTask(trainBook)

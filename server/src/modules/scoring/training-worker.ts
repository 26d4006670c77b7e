import { threadTask } from '../../platform/thread-task.js'
import { trainFromFile } from './train-from-file.js'

await threadTask(trainFromFile)

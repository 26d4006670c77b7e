import { Command } from 'commander'
import { readConfig } from '../../platform/config.js'
import { createLogger } from '../../platform/log.js'
import { runWorker } from '../worker.js'

export function workerCommand(): Command {
  return new Command('worker')
    .description('work on jobs and schedules without answering HTTP; beside a server on the same database')
    .action(async () => {
      const config = readConfig(process.env)
      await runWorker(config, createLogger({ level: config.logLevel }))
    })
}

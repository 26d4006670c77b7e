import { Command } from 'commander'
import { readConfig } from '../../platform/config.js'
import { createLogger } from '../../platform/log.js'
import { runUntilSignal } from '../run-until-signal.js'
import { serve } from '../serve.js'
import { runWorker } from '../worker.js'

export function serveCommand(): Command {
  return new Command('serve')
    .description('answer HTTP and serve the screens; works on jobs too unless XINHENG_ROLE says otherwise')
    .action(async () => {
      const config = readConfig(process.env)
      const log = createLogger({ level: config.logLevel })
      if (config.role === 'worker') {
        await runWorker(config, log)
        return
      }
      const server = await serve(config, log)
      console.log(`Xinheng 信衡 is ready at ${server.address}`)
      for (const line of server.advice) console.log(line)
      await runUntilSignal(() => server.stop(), log)
    })
}

import { Command } from 'commander'
import { installDemo } from '../install-demo.js'
import { CommandFailed } from './command-error.js'
import { wholeNumber } from './parse-option.js'
import { progressBar } from './progress-bar.js'
import { printResult, withInstallation } from './with-installation.js'

interface Options {
  customers?: number
  months?: number
  seed?: number
  json?: boolean
}

export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'fill an empty installation with the demo book: invented customers, publicly known passwords',
    )
    .option('--customers <n>', 'how many customers (300)', wholeNumber(1, 1_000_000))
    .option('--months <n>', 'how many months of history (24)', wholeNumber(1, 120))
    .option('--seed <n>', 'another number makes another book', wholeNumber(1, 2_147_483_647))
    .option('--json', 'print the result as JSON')
    .action(run)
}

async function run({ json, ...size }: Options): Promise<void> {
  await withInstallation(async ({ deps, secrets }) => {
    const bar = progressBar()
    const loaded = await installDemo(deps, secrets, size, ({ step, done, total }) =>
      bar.show(step, done, total),
    ).finally(() => bar.stop())
    if (!loaded)
      throw new CommandFailed('This installation is in use; the demo book goes into an empty one only.')
    printResult(json, { loaded }, ['The demo book is loaded. Sign in as manager, password xinheng-demo.'])
  })
}

import { loadDemoBook, type LoadProgress } from '../modules/demo-book/load-demo-book.js'
import type { SecretBox } from '../platform/crypto/secret-box.js'
import { REFRESH_CLOCKS_JOB } from '../modules/claims/refresh-clocks.js'
import { FORECAST_BOOK_JOB } from '../modules/payment-forecast/release-forecast.js'
import type { Deps } from '../platform/deps.js'
import { addJob } from '../platform/jobs.js'
import { approvals } from './approval-subjects.js'
import { effects } from './effects.js'

export interface DemoSize {
  readonly customers?: number | undefined
  readonly months?: number | undefined
  readonly seed?: number | undefined
}

/** Makes this installation a demonstration, unless it is one already or is in real use; tells whether it did. */
export async function installDemo(
  deps: Deps,
  secrets: SecretBox,
  size: DemoSize = {},
  onProgress: (progress: LoadProgress) => void = logProgress(deps),
): Promise<boolean> {
  const loaded = await loadDemoBook(deps, { ...size, effects, approvals, secrets, onProgress })
  // Nobody shall wait for the first night of a demonstration to see when its invoices will be paid, or lapse.
  for (const job of loaded ? [FORECAST_BOOK_JOB, REFRESH_CLOCKS_JOB] : [])
    await addJob(deps.db, job, {}, { jobKey: job })
  return loaded
}

/** One line per tenth of a step: a first start takes some seconds, and whoever waits wants to know why. */
function logProgress({ log }: Deps): (progress: LoadProgress) => void {
  let told = ''
  return ({ step, done, total }) => {
    const line = `${step} ${total === 0 ? 100 : Math.floor((done * 10) / total) * 10} %`
    if (line === told) return
    told = line
    log.info(`demo book: ${line}`)
  }
}

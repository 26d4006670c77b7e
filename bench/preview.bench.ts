import { systemPrincipal } from '../server/src/kernel/access.js'
import type { Scorecard } from '../server/src/modules/scoring/domain/scorecard.js'
import { defaultScorecard } from '../server/src/modules/scoring/domain/default-scorecard.js'
import { openRatedBook } from '../server/src/modules/scoring/rated-book.js'
import { rateCustomers } from '../server/src/modules/scoring/rate-customers.js'
import { settleAndFile } from './credit-history.js'
import { openBenchInstallation } from './installation.js'
import { median, numberOption, printTable, timed } from './report.js'
import { seedBook } from './seeded-book.js'

const corners = [0, 2_500, 5_000, 7_500, 10_000].map((at, place) => ({ at, points: 100 - 20 * place }))
const formula = {
  expression: 'max(average_delay, delay_trend, 0) / (small_overdue_count + 1) + overdue_share / 100',
  unit: 'count' as const,
}

/**
 * The expert scorecard with every bin five points lower; the first indicator of the first dimension gives its points by
 * lines between breakpoints, the second is a formula over four features.
 */
const tried: Scorecard = {
  ...defaultScorecard,
  dimensions: defaultScorecard.dimensions.map((dimension, place) => ({
    ...dimension,
    indicators: dimension.indicators.map((indicator, at) => ({
      ...indicator,
      bins: indicator.bins.map((bin) => ({ ...bin, points: Math.max(0, bin.points - 5) })),
      ...(place === 0 && at === 0 ? { bins: [], line: corners } : {}),
      ...(place === 0 && at === 1 ? { feature: null, formula, bins: [], line: corners } : {}),
    })),
  })),
}

/**
 * Tries a scorecard on a rated book: the first preview brings the book into memory, later ones find it there. The
 * reference is what the database alone takes to read the same inputs once. Serving is watched meanwhile: the longest
 * time in which this thread did not answer.
 */
const installation = await openBenchInstallation()
const { deps } = installation
const book = openRatedBook(deps)
try {
  const customers = numberOption('customers', 100_000)
  await seedBook(deps.db, {
    customers,
    invoicesPerCustomer: numberOption('invoices', 4),
    firstDueInDays: -160,
  })
  await settleAndFile(deps.db)
  await rateCustomers(deps, { actor: systemPrincipal })
  const scan = await timed(() =>
    deps.db.pool.query(
      `SELECT sum(length(r.inputs::text)) FROM customer_rating_current c JOIN rating r ON r.id = c.rating_id`,
    ),
  )
  const ask = () => book.ask({ kind: 'preview', inForce: defaultScorecard, tried })
  const watch = watchLoop()
  const first = await timed(ask)
  const again: number[] = []
  for (let run = 0; run < 5; run += 1) again.push((await timed(ask)).seconds)
  const longest = watch.stop()
  const moved = first.result.answer.up + first.result.answer.down
  const text = (seconds: number) => `${seconds.toFixed(2)} s`
  const reference = text(scan.seconds)
  printTable(`Preview of a scorecard on ${customers.toLocaleString('en')} customers (${moved} move)`, [
    {
      ...{ what: 'first preview, book into memory', measured: text(first.seconds), reference },
      ...{ ratio: first.seconds / scan.seconds, target: '≤ 3 s', reached: first.seconds <= 3 },
    },
    {
      ...{ what: 'next preview', measured: text(median(again)), reference },
      ...{ ratio: median(again) / scan.seconds, target: '≤ 1 s', reached: median(again) <= 1 },
    },
    {
      what: 'longest pause of serving',
      measured: `${Math.round(longest)} ms`,
      target: '≤ 50 ms',
      reached: longest <= 50,
    },
  ])
} finally {
  await book.close()
  await installation.close()
}

/** Watches how long this thread is kept from answering, in milliseconds. */
function watchLoop(): { stop(): number } {
  const every = 5
  let last = performance.now()
  let longest = 0
  const look = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last - every)
    last = now
  }
  const timer = setInterval(look, every)
  return {
    stop() {
      look()
      clearInterval(timer)
      return longest
    },
  }
}

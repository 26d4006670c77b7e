import type { DelayRoles } from '../../modules/scoring/domain/statistics/delay/delay-columns.js'
import type { DelayRequest, FileDelay } from '../../modules/scoring/train-delay-from-file.js'

/** What the command line says of a table of invoices. */
export interface DelayOptions {
  readonly split?: string
  readonly seed: number
  readonly exclude?: string
  readonly knownLater?: string
  readonly customer?: string
  readonly issued?: string
  readonly due?: string
  readonly settled?: string
  readonly amount?: string
}

export function delayRequestOf(file: string, options: DelayOptions): DelayRequest {
  const { customer, issued, due, settled, amount } = options
  const roles: DelayRoles = { customer, issued, due, settled, amount }
  const listed = (text: string | undefined) => text?.split(',').map((name) => name.trim()) ?? []
  return {
    ...{ file, splitFile: options.split, roles, seed: options.seed },
    ...{ knownLater: listed(options.knownLater), excluded: listed(options.exclude) },
  }
}

/** The result in lines for people. */
export function delaySummary({ recipe, metrics, dropped, cash, openCash }: FileDelay): string[] {
  const figure = (value: number | null, digits = 4) => (value === null ? '–' : value.toFixed(digits))
  const { test } = metrics
  const own = test.baselines.customerHistory
  return [
    `payment-delay, seed ${recipe.seed}, data ${recipe.dataSha256.slice(0, 12)}, ` +
      `test from ${recipe.cut ?? 'the rows named'}; ${recipe.train} invoices to learn from (${recipe.notOver} were not over then), ${recipe.test} to test with, ${recipe.open} open`,
    `late: AUC ${figure(test.auc)} ± ${figure(test.aucStandardError)} (customer's history alone ${figure(own.auc)}), Brier ${figure(test.brier)}`,
    `days: MAE ${figure(test.mae, 2)} (customer's history alone ${figure(own.mae, 2)}, due day ${figure(test.baselines.dueDay.mae, 2)}), ` +
      `within 3 days ${figure(test.within3, 3)}, within 7 days ${figure(test.within7, 3)}`,
    `bounds of ${test.interval.promised * 100} %: hold ${figure(test.interval.coverage, 3)}, ${figure(test.interval.width, 1)} days wide`,
    `weekly cash: WAPE ${figure(test.wape)} (by due day ${figure(test.wapeByDueDay)}), weeks within bounds ${figure(cash.withinBounds, 3)}`,
    ...openCash.weeks.map(
      ({ week, expected, low, high }) =>
        `open, week of ${week}: ${expected.toFixed(2)} (${low.toFixed(2)} – ${high.toFixed(2)})`,
    ),
    ...dropped.map(({ feature, reason }) => `left out ${feature} ${reason}`),
  ]
}

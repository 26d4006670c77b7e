import { fitBaseline, outcomesBefore } from './baseline.js'
import type { BookItem } from './book-item.js'
import { FIT_STEPS, fitForecast, type ForecastModel, type ForecastSettings } from './forecast-model.js'
import { forecaster } from './forecast-items.js'
import { judge, type Verdict } from './gate.js'
import { HOLD_OUT_WEEKS, judgeForecast } from './judge-forecast.js'

export interface TrainBook {
  readonly items: readonly BookItem[]
  /** The day of the training: nothing of it or later is read. */
  readonly asOf: number
  readonly settings: ForecastSettings
  /** The model in use, with the day of its knowledge. */
  readonly champion: { readonly version: number; readonly asOf: number; readonly model: ForecastModel } | null
}

export interface TrainedBook {
  /** Fitted on everything known. */
  readonly model: ForecastModel
  /** Fitted on what was known before the hold-out: what the verdict is about, and past forecasts are worked out with. */
  readonly past: ForecastModel
  readonly verdict: Verdict
  readonly holdOutFrom: number
}

/** Weeks of which the champion knew nothing that are needed to hold it against a new one. */
const FRESH_WEEKS_MIN = 1

/**
 * Learns from the book and judges what was learned on the last twelve weeks, which it does not see; then learns once more
 * from everything. The same book and settings give the same model. Refuses `forecast_too_few`.
 */
export function trainBook(
  { items, asOf, settings, champion }: TrainBook,
  onProgress: (done: number, total: number) => void = () => undefined,
): TrainedBook {
  const from = asOf - HOLD_OUT_WEEKS * 7
  const total = 2 * FIT_STEPS + 3
  let done = 0
  const step = () => onProgress(++done, total)
  const past = fitForecast(items, from, settings, step)
  const baseline = fitBaseline(outcomesBefore(items, from))
  const holdOut = { from, end: asOf }
  const figuresOf = (model: ForecastModel | null, since = from) =>
    judgeForecast(items, { ...holdOut, from: since }, forecaster(model, baseline, { reasons: false }))
  const figures = { model: figuresOf(past), baseline: figuresOf(null) }
  step()
  // The one in use may have learned from the beginning of this hold-out: it is asked on the days after its own.
  const fresh = champion === null ? from : freshFrom(from, champion.asOf)
  const held =
    champion === null || asOf - fresh < FRESH_WEEKS_MIN * 7
      ? null
      : {
          version: champion.version,
          figures: figuresOf(champion.model, fresh),
          model: fresh === from ? figures.model : figuresOf(past, fresh),
        }
  step()
  const verdict = judge({ ...figures, champion: held }, { hasChampion: champion !== null })
  const model = fitForecast(items, asOf, settings, step)
  step()
  return { model, past, verdict, holdOutFrom: from }
}

/** The first weekly day of the hold-out from which on nothing was known to the model in use. */
function freshFrom(from: number, championAsOf: number): number {
  return championAsOf <= from ? from : from + Math.ceil((championAsOf - from) / 7) * 7
}

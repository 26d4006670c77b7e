import { dayInZone } from '../../kernel/calendar-day.js'
import { isId } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { backCastWeeks } from './back-cast.js'
import { forecastBook, refreshForecasts } from './forecast-book.js'
import { forecastInWorker } from './forecast-in-worker.js'
import { monitorForecasts } from './monitor-forecasts.js'
import { findForecastState } from './payment-forecast-store.js'
import { FORECAST_BOOK_JOB } from './release-forecast.js'
import { TRAIN_FORECAST_JOB } from './request-training.js'
import { runForecastTraining, type TrainForecast } from './run-training.js'

/** Jobs of payment forecasts by name. `program` is the version of the program, for the recipe of what it trains. */
export function paymentForecastJobs(
  deps: Deps,
  program: string,
  train: TrainForecast = forecastInWorker,
): JobHandlers {
  const wholeBook = async () => {
    await backCastWeeks(deps)
    await forecastBook(deps)
  }
  return {
    [TRAIN_FORECAST_JOB]: async (payload) => {
      const { trainingId } = payload as { trainingId?: unknown }
      if (typeof trainingId !== 'string' || !isId(trainingId)) throw new Error('the job names no training')
      await runForecastTraining(deps, trainingId, program, train)
    },
    [FORECAST_BOOK_JOB]: wholeBook,
    'forecast-payments-due': async () => {
      const { timeZone } = await getOrganisation(deps.db)
      const state = await findForecastState(deps.db)
      if (!state || state.asOf < dayInZone(deps.now(), timeZone)) await wholeBook()
    },
    'refresh-payment-forecasts': async () => {
      await refreshForecasts(deps)
    },
    'monitor-payment-forecasts': async () => {
      await monitorForecasts(deps)
    },
  }
}

/** The first hour of a day, in whatever time zone, forecasts the book; every minute follows what changes. */
export const paymentForecastSchedules: readonly Schedule[] = [
  { job: 'forecast-payments-due', cron: '25 * * * *' },
  { job: 'refresh-payment-forecasts', cron: '* * * * *' },
  { job: 'monitor-payment-forecasts', cron: '50 19 * * 0' },
]

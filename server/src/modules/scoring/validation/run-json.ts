import { refusalText, type RefusalCode } from '../../../kernel/refusals.js'
import type { ValidationRun } from './validation-run-store.js'

/** How far a run is, without what it is about. */
export function runHeadJson(run: Omit<ValidationRun, 'result'>) {
  const { id, status, done, total, failure, requestedBy } = run
  return {
    ...{ id, status, done, total, requestedBy },
    failure: failure === null ? null : refusalText(failure.code as RefusalCode, failure.values),
    requestedAt: run.requestedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  }
}

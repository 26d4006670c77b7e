import type { Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'

/**
 * The job that brings open work in line with who is here: of people who have left, and of those who are absent. It
 * runs once a minute, because absences begin with a day, and at once after a change of people. No payload.
 */
export const PEOPLE_CHANGED_JOB = 'people-changed'

/** Has open work looked at as soon as the caller's transaction is committed. */
export async function queuePeopleChanged(tx: Tx): Promise<void> {
  await addJob(tx, PEOPLE_CHANGED_JOB, {}, { jobKey: PEOPLE_CHANGED_JOB })
}

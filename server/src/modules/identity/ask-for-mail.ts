import type { Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import { newId } from '../../platform/new-id.js'

/** Jobs of the module that mails, which comes later than this one. */
export const RESET_MAIL_JOB = 'mail-password-reset'
export const CHANGED_MAIL_JOB = 'mail-password-changed'

export interface PasswordResetJob {
  readonly login: string
  readonly requestId: string
}

export interface PasswordChangedJob {
  readonly userId: string
  readonly changeId: string
}

/** Has the link for a forgotten password mailed to whoever this is, if anybody. */
export async function askForResetMail(tx: Tx, login: string): Promise<void> {
  const job: PasswordResetJob = { login, requestId: newId() }
  await addJob(tx, RESET_MAIL_JOB, job, { maxAttempts: 5 })
}

/** Has a person told by mail that their password was changed. */
export async function askForChangedMail(tx: Tx, userId: string): Promise<void> {
  const job: PasswordChangedJob = { userId, changeId: newId() }
  await addJob(tx, CHANGED_MAIL_JOB, job, { maxAttempts: 5 })
}

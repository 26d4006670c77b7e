import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { matrixFaults, type ProvisionMatrix } from './domain/matrix.js'
import { insertMatrix, listMatrices, type MatrixVersion } from './matrix-store.js'

interface Publication {
  readonly actor: Principal
  readonly at: Date
  readonly validFrom: CalendarDay
  readonly reason: string
  /** The newest version when the change was begun. */
  readonly baseVersion: number
}

/**
 * Stores a matrix as the next version, in force for runs as of its day and later. Refuses one that cannot work
 * (`provision_matrix_invalid`) and one that was begun from a version that is not the newest any more.
 */
export async function publishMatrix(
  tx: Tx,
  content: ProvisionMatrix,
  { actor, at, validFrom, reason, baseVersion }: Publication,
): Promise<MatrixVersion> {
  const faults = matrixFaults(content)
  if (faults.length > 0) {
    throw new Refusal('provision_matrix_invalid', {
      detail: faults.map(({ path, zh, en }) => `${path}: ${zh} / ${en}`).join('; '),
    })
  }
  const newest = (await listMatrices(tx))[0]?.version ?? 0
  const createdBy = actor.label
  const next = { version: newest + 1, content, validFrom, reason, createdBy, createdAt: at }
  if (newest !== baseVersion || !(await insertMatrix(tx, next))) {
    throw new Refusal('publication_outdated', { base: baseVersion, now: newest })
  }
  await recordAudit(tx, {
    ...{ actor, action: 'provision-matrix.published', objectType: 'provision-matrix' },
    ...{ objectId: String(next.version), after: { version: next.version, validFrom }, reason, at },
  })
  return next
}

import { basename } from 'node:path'
import { systemPrincipal } from '../../kernel/access.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { listSegments, putSegment } from '../customers/segment-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { createImport } from './create-import.js'
import type { DayOrder } from './domain/cell-day.js'
import type { ImportKind } from './domain/import-field.js'
import type { ImportProgress, ImportRun } from './domain/import-run.js'
import type { ImportMode, ImportSettings } from './domain/import-settings.js'
import { getImport } from './get-import.js'
import { importContext } from './import-context.js'
import { moveImport, rememberLayout } from './import-store.js'
import { performImport, type ImportDeps } from './perform-import.js'

export interface FileImport {
  readonly kind: ImportKind
  readonly path: string
  readonly mode: ImportMode
  /** Settings other than those remembered for the layout or guessed. */
  readonly settings?: Partial<ImportSettings>
  /** Header of the column of a field, and the reading of 3/5/2026, where the guess would be wrong. */
  readonly headers?: Readonly<Record<string, string>>
  readonly dayOrder?: DayOrder
  readonly onStart?: (run: ImportRun) => void
  readonly onProgress?: (progress: ImportProgress) => void
}

/**
 * Imports a file in this process from beginning to end, as the command line does: by the mapping remembered for its
 * layout or guessed, creating customers that do not exist unless told otherwise, and the first segment on an empty
 * installation. Gives the finished (or failed) import; its faulty rows can be read with `listFaults`.
 */
export async function importFile(deps: ImportDeps, file: FileImport): Promise<ImportRun> {
  const actor = systemPrincipal
  const at = deps.now()
  const settings = { createMissing: true, ...file.settings }
  const { kind, path, mode } = file
  const run = await createImport(
    deps.db,
    {
      kind,
      path,
      fileName: basename(path),
      actor,
      at,
      settings,
      headers: file.headers,
      dayOrder: file.dayOrder,
    },
    { keepFile: false },
  )
  if (run.settings.createMissing) await ensureFirstSegment(deps, run.settings, at)
  const headers = run.analysis.columns.map((column) => column.header)
  await importContext(deps.db, kind, run.settings, headers)
  await deps.db.transaction(async (tx) => {
    await moveImport(tx, run.id, 'running', at, { mode })
    const { layoutHash } = run
    await rememberLayout(tx, { kind, layoutHash, settings: run.settings, by: actor.label, at })
  })
  const started = await getImport(deps.db, run.id)
  file.onStart?.(started)
  await performImport(deps, { run: started, path, actor, onProgress: file.onProgress })
  return getImport(deps.db, run.id)
}

const FIRST_SEGMENT = 'MAIN'

/** An installation without any segment gets one in the file's currency, so that a book can be loaded at once. */
async function ensureFirstSegment(deps: ImportDeps, settings: ImportSettings, at: Date): Promise<void> {
  await deps.db.transaction(async (tx) => {
    if ((await listSegments(tx)).length > 0) return
    const organisation = await getOrganisation(tx)
    const code = settings.segment ?? FIRST_SEGMENT
    const segment = {
      name: code,
      currency: (settings.currency ?? organisation.baseCurrency) as typeof organisation.baseCurrency,
      timeZone: organisation.timeZone,
      reservationDays: 7,
      overDeliveryAllowed: false,
      unappliedLowersExposure: true,
      disputedCountsOverdue: true,
      horizonDays: null,
      autoRelease: false,
    }
    await putSegment(tx, newId(), code, segment, at)
    const audit = { actor: systemPrincipal, action: 'segment.created', objectType: 'segment', objectId: code }
    await recordAudit(tx, { ...audit, after: segment, at })
  })
}

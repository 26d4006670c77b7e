import { importFields } from './domain/import-fields.js'
import type { FaultGroup, ImportFault } from './domain/import-fault.js'
import { likelierKind } from './domain/likelier-kind.js'
import type { ImportRun } from './domain/import-run.js'
import type { ImportAct } from './imports-schemas.js'

export function importSummaryJson(run: ImportRun, allowed: readonly ImportAct[]) {
  const { id, kind, fileName, status, mode, createdBy } = run
  return {
    ...{ id, kind, fileName, status, mode, createdBy },
    fileBytes: run.fileBytes.toString(),
    rows: {
      total: run.rowsTotal,
      read: run.rowsRead,
      applied: run.rowsApplied,
      unchanged: run.rowsUnchanged,
      faulty: run.rowsFaulty,
    },
    totals: [...run.totals],
    failure: run.failure
      ? { code: run.failure.code, message: { zh: run.failure.zh, en: run.failure.en } }
      : null,
    createdAt: run.createdAt.toISOString(),
    updatedAt: run.updatedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    allowed: [...allowed],
  }
}

/** What was found wrong with a file: the first faults, and all of them by kind. */
export interface Findings {
  readonly faults: readonly ImportFault[]
  readonly groups: readonly FaultGroup[]
}
export const noFindings: Findings = { faults: [], groups: [] }

export function importDetailJson(
  run: ImportRun,
  { faults, groups }: Findings,
  allowed: readonly ImportAct[],
) {
  const { analysis, settings } = run
  const { format, encoding, delimiter, sheet, dayOrderCertain, remembered } = analysis
  return {
    ...importSummaryJson(run, allowed),
    analysis: {
      ...{ format, encoding, delimiter, sheet, dayOrderCertain, remembered },
      likelierKind: likelierKind(analysis.columns, run.kind),
      sheets: [...(analysis.sheets ?? [])],
      headerRow: analysis.headerRowNo,
      columns: analysis.columns.map(({ header, type, filled, misfits, total }, index) => ({
        ...{ index, header, type, filled, misfits, total },
      })),
      preview: analysis.preview.map(({ rowNo, cells }) => ({ row: rowNo, cells: [...cells] })),
    },
    mapping: { ...settings, columns: { ...settings.columns } },
    fields: importFields[run.kind].map(({ key, type, required, columnNeeded = false, label }) => ({
      ...{ key, type, required: required || columnNeeded, label },
    })),
    faults: faults.map(({ rowNo, column, value, code, expected }) => ({
      ...{ row: rowNo, column, value, code, expected },
    })),
    faultGroups: groups.map(({ examples, ...group }) => ({ ...group, examples: [...examples] })),
  }
}

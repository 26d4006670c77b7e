import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import { listSegments } from '../customers/segment-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import type { ImportContext } from './domain/import-context.js'
import type { ImportKind } from './domain/import-field.js'
import { importFields } from './domain/import-fields.js'
import type { ImportSettings } from './domain/import-settings.js'

/**
 * What reading the file needs from the installation. Refuses settings without a required column, with columns that
 * the file does not have, and files that name no segment when it is not clear which is meant.
 */
export async function importContext(
  db: Queryable,
  kind: ImportKind,
  settings: ImportSettings,
  headers: readonly string[],
): Promise<ImportContext> {
  const fields = importFields[kind]
  const missing = fields.filter(
    (field) => (field.required || field.columnNeeded === true) && !settings.columns[field.key],
  )
  if (missing.length > 0) {
    throw new Refusal('import_column_missing', {
      zh: missing.map((field) => field.label.zh).join('、'),
      en: missing.map((field) => field.label.en).join(', '),
    })
  }
  if (kind === 'margins' && !settings.columns['salesCost'] && !settings.columns['salesMargin']) {
    throw new Refusal('import_column_missing', { zh: '销售成本或毛利', en: 'Cost or Margin' })
  }
  const known = new Set(fields.map((field) => field.key))
  for (const [key, mapping] of Object.entries(settings.columns)) {
    if (!known.has(key) || mapping.column >= headers.length)
      throw new Refusal('import_column_unknown', { field: key })
  }
  const segments = await listSegments(db)
  const organisation = await getOrganisation(db)
  return {
    settings,
    defaultSegment: needsSegment(kind, settings) ? defaultSegment(settings, segments) : '',
    segmentCurrencies: new Map(segments.map((segment) => [segment.code, segment.currency])),
    baseCurrency: organisation.baseCurrency,
    fields,
    headers,
  }
}

function needsSegment(kind: ImportKind, settings: ImportSettings): boolean {
  return kind !== 'customers' && kind !== 'facts' && !settings.columns['segment']
}

function defaultSegment(settings: ImportSettings, segments: readonly { code: string }[]): string {
  const [only, ...others] = segments
  if (settings.segment !== null) {
    if (segments.some(({ code }) => code === settings.segment)) return settings.segment
    throw new Refusal('segment_not_found', { code: settings.segment })
  }
  if (!only || others.length > 0) throw new Refusal('import_segment_unclear')
  return only.code
}

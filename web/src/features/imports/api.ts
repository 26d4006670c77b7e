import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export type ImportSummary = Item<'/api/v1/imports'>
export type ImportDetail = Answer<'/api/v1/imports/{id}'>
export type Mapping = Sent<'/api/v1/imports/{id}/mapping', 'put'>
export type ImportField = ImportDetail['fields'][number]
export type Reading = Sent<'/api/v1/imports/{id}/reading', 'put'>
export type Encoding = NonNullable<Reading['encoding']>
/** How a column is read, with everything said. */
export type ColumnChoice = Required<NonNullable<Mapping['columns'][string]>>

export const importKinds = [
  'customers',
  'invoices',
  'receipts',
  'orders',
  'facts',
  'limits',
  'bank-lines',
  'margins',
  'bills',
] as const
export type ImportKind = (typeof importKinds)[number]
/** Whether rows of this kind are documents: they may name customers who do not exist yet. */
export function isDocumentKind(kind: string): boolean {
  return kind === 'orders' || kind === 'invoices' || kind === 'receipts'
}

export const importModes = ['valid-rows', 'all-or-nothing'] as const
export type ImportMode = (typeof importModes)[number]

export function listImports(state: ListState, signal: AbortSignal): Promise<ListPage<ImportSummary>> {
  return request('GET', '/api/v1/imports', { query: { cursor: state.cursor, limit: state.pageSize }, signal })
}

const pollMs = 1000

export function isBusy(status: ImportSummary['status'] | undefined): boolean {
  return status === 'validating' || status === 'running'
}

/** One import; asked again every second while it works. */
export function useImport(id: string) {
  return useQuery({
    queryKey: ['import', id],
    queryFn: ({ signal }) => request<ImportDetail>('GET', `/api/v1/imports/${id}`, { signal }),
    refetchInterval: (query) => (isBusy(query.state.data?.status) ? pollMs : false),
  })
}

/** The import, and lists of imports, are asked again. */
export function useImportChanged(id: string): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['import', id] }),
      queries.invalidateQueries({ queryKey: ['list', 'imports'] }),
    ])
}

export function uploadFile(kind: ImportKind, file: File): Promise<ImportDetail> {
  const body = new FormData()
  body.append('kind', kind)
  body.append('file', file)
  return request('POST', '/api/v1/imports', { body })
}

/** Keeps how the file is read, and has every row checked. */
export async function validateImport(id: string, mapping: Mapping): Promise<void> {
  await request('PUT', `/api/v1/imports/${id}/mapping`, { body: mapping })
  await request('POST', `/api/v1/imports/${id}/validate`)
}

/** Reads the file again with another character set or worksheet, or as holding something else. */
export function rereadFile(id: string, reading: Reading): Promise<ImportDetail> {
  return request('PUT', `/api/v1/imports/${id}/reading`, { body: reading })
}

/** Deletes an import that has written nothing. */
export async function deleteImport(id: string): Promise<void> {
  await request('DELETE', `/api/v1/imports/${id}`)
}

export function createSegment(
  code: string,
  body: Sent<'/api/v1/segments/{code}', 'put'>,
): Promise<{ code: string }> {
  return request('PUT', `/api/v1/segments/${encodeURIComponent(code)}`, { body })
}

export function runImport(id: string, mode: ImportMode): Promise<ImportSummary> {
  return request('POST', `/api/v1/imports/${id}/run`, { body: { mode } })
}

export function errorSheetHref(id: string, format: 'csv' | 'xlsx'): string {
  return `/api/v1/imports/${id}/errors.${format}`
}

export function templateHref(kind: ImportKind, format: 'csv' | 'xlsx'): string {
  return `/api/v1/imports/templates/${kind}.${format}`
}

import type { Answer } from '../../api/answer'

/** A report as content; the PDF shows the same document. */
export type ReportDocument = Answer<'/api/v1/customers/{code}/credit-report'>['document']
export type ReportSection = ReportDocument['sections'][number]
export type ReportBlock = ReportSection['blocks'][number]
export type ReportTable = Extract<ReportBlock, { kind: 'table' }>
export type Drawing = Extract<ReportBlock, { kind: 'charts' }>['charts'][number]['drawing']

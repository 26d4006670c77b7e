import { z } from 'zod'
import type { Currency } from '../../kernel/currency.js'
import { parseAmount } from '../../kernel/money.js'
import { codeSchema, currencySchema, daySchema, idSchema } from '../../platform/http/schemas.js'
import {
  documentStatuses,
  settlingTypes,
  sourceTypes,
  statedTypes,
  type DocumentContent,
} from './domain/document.js'
import type { DocumentInput } from './record-documents.js'

const LINES_MAX = 1000
const amountText = z.string().max(40).describe('Decimal string in the currency of the document, zero or more')
const lineNoSchema = z.int().min(1).max(1_000_000)

const lineSchema = z.strictObject({
  lineNo: lineNoSchema,
  amount: amountText,
  shipDate: daySchema.optional(),
  from: z
    .strictObject({
      type: z.enum(statedTypes),
      number: codeSchema,
      lineNo: lineNoSchema,
      amount: amountText,
    })
    .optional(),
})

const bodyShape = {
  customerCode: codeSchema,
  segment: codeSchema,
  date: daySchema,
  dueDate: daySchema.optional(),
  installments: z
    .array(z.strictObject({ dueDate: daySchema, amount: amountText }))
    .min(1)
    .max(240)
    .optional(),
  currency: currencySchema,
  status: z.enum(documentStatuses),
  version: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  reservationId: idSchema.optional(),
  disputed: z.boolean().optional().describe('The customer disputes this invoice'),
  lines: z.array(lineSchema).min(1).max(LINES_MAX),
  allocations: z
    .array(z.strictObject({ number: codeSchema, amount: amountText }))
    .max(LINES_MAX)
    .optional(),
}

export const documentParamsSchema = z.strictObject({
  source: codeSchema,
  type: z.enum(statedTypes),
  number: codeSchema,
})

export const documentBodySchema = z.strictObject(bodyShape)
export const bulkDocumentSchema = z.strictObject({ ...documentParamsSchema.shape, ...bodyShape })

type Body = z.output<typeof documentBodySchema>
type Key = z.output<typeof documentParamsSchema>

/** One fault of a document that no single field shows. */
export interface DocumentFault {
  readonly path: string
  readonly code: string
  readonly message: string
}

/** Reads amounts in the document's currency and checks fields against each other. Gives the input or its faults. */
export function readDocument(key: Key, body: Body): DocumentInput | DocumentFault[] {
  const faults: DocumentFault[] = []
  const amount = (text: string, path: string) => readAmount(text, body.currency, path, faults)
  const content: DocumentContent = {
    source: key.source,
    type: key.type,
    number: key.number,
    version: BigInt(body.version),
    status: body.status,
    on: body.date,
    dueOn: body.dueDate ?? null,
    installments: (body.installments ?? []).map((part, index) => ({
      dueOn: part.dueDate,
      amountMinor: amount(part.amount, `installments.${index}.amount`),
    })),
    currency: body.currency,
    lines: body.lines.map((line, index) => ({
      lineNo: line.lineNo,
      amountMinor: amount(line.amount, `lines.${index}.amount`),
      shipOn: line.shipDate ?? null,
      from: line.from
        ? { ...line.from, amountMinor: amount(line.from.amount, `lines.${index}.from.amount`) }
        : null,
    })),
    allocations: (body.allocations ?? []).map((part, index) => ({
      number: part.number,
      amountMinor: amount(part.amount, `allocations.${index}.amount`),
    })),
    reservationId: body.reservationId?.toLowerCase() ?? null,
    disputed: body.disputed ?? false,
  }
  faults.push(...shapeFaults(content, body))
  return faults.length > 0 ? faults : { customerCode: body.customerCode, segmentCode: body.segment, content }
}

function readAmount(text: string, currency: Currency, path: string, faults: DocumentFault[]): bigint {
  const minor = parseAmount(text, currency)
  if (typeof minor === 'bigint' && minor >= 0n) return minor
  const code = typeof minor === 'bigint' ? 'negative' : minor
  faults.push({
    path,
    code,
    message: 'expected a decimal string, zero or more, with at most the minor digits of the currency',
  })
  return 0n
}

function shapeFaults(content: DocumentContent, body: Body): DocumentFault[] {
  const faults: DocumentFault[] = []
  const fault = (path: string, message: string) => faults.push({ path, code: 'custom', message })
  const numbers = new Set<number>()
  for (const [index, line] of content.lines.entries()) {
    if (numbers.has(line.lineNo)) fault(`lines.${index}.lineNo`, 'line numbers must differ')
    numbers.add(line.lineNo)
    if (line.from && !sourceTypes[content.type].includes(line.from.type)) {
      fault(`lines.${index}.from.type`, `a line of type ${content.type} cannot come from ${line.from.type}`)
    }
    if (line.from?.type === content.type && line.from.number === content.number) {
      fault(`lines.${index}.from.number`, 'a document cannot take from itself')
    }
  }
  if (body.allocations && !settlingTypes.has(content.type))
    fault('allocations', `not for a document of type ${content.type}`)
  if (body.installments && content.type !== 'invoice') fault('installments', 'only invoices have instalments')
  if (body.dueDate && content.type !== 'invoice') fault('dueDate', 'only invoices have a due date')
  if (body.dueDate && body.installments) fault('dueDate', 'give either dueDate or installments')
  if (body.reservationId && content.type === 'receipt') fault('reservationId', 'not for receipts')
  return faults
}

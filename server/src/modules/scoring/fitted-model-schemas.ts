import { z } from 'zod'
import type { FittedModel } from './domain/statistics/training/model.js'

const finite = z.number()
const index = z.int().min(-1)
const share = z.number().min(0)

const scaling = z.strictObject({
  baseScore: finite,
  baseOdds: z.number().positive(),
  pointsToDouble: z.number().positive(),
})

const binning = z.strictObject({
  feature: z.string().min(1),
  kind: z.enum(['number', 'category']),
  breaks: z.array(finite),
  groups: z.array(z.array(z.string())),
  codes: z.array(z.string()),
  missing: z.boolean(),
})

const row = z.strictObject({ bad: share, good: share, count: share, badRate: share, woe: finite, iv: finite })

const scorecard = z.strictObject({
  method: z.literal('scorecard'),
  scaling,
  intercept: finite,
  pointDecimals: z.int().min(0).max(9),
  features: z.array(
    z.strictObject({
      ...{ binning, trend: z.string(), labels: z.array(z.string()), table: z.array(row), iv: finite },
      ...{ coefficient: finite, standardError: finite, pValue: finite },
      ...{ points: z.array(finite), neutralPoints: finite },
    }),
  ),
})

const node = z.strictObject({
  ...{ feature: index, threshold: finite, missingLeft: z.boolean(), left: index, right: index },
  ...{ value: finite, cover: finite },
})

const column = z.strictObject({ feature: z.string(), kind: z.enum(['number', 'category']) })
const input = z.strictObject({ feature: z.string(), level: z.string().nullable() })

const boosted = z.strictObject({
  method: z.literal('gbm'),
  scaling,
  columns: z.array(column),
  inputs: z.array(input),
  // A child always comes after its parent, so that no walk can go round in circles.
  ensemble: z.strictObject({
    base: finite,
    trees: z.array(
      z
        .array(node)
        .refine((nodes) => nodes.every(({ left, right }, at) => isForward(left, right, at, nodes.length)), {
          message: 'a tree must lead forward',
        }),
    ),
  }),
  calibration: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('platt'), intercept: finite, slope: finite }),
    z.strictObject({ kind: z.literal('isotonic'), x: z.array(finite), y: z.array(finite) }),
    z.strictObject({ kind: z.literal('probability') }),
  ]),
})

const linear = z.strictObject({
  method: z.literal('linear'),
  scaling,
  columns: z.array(column),
  intercept: finite,
  terms: z.array(z.strictObject({ input, coefficient: finite, missing: finite, neutral: finite })).min(1),
})

function isForward(left: number, right: number, at: number, count: number): boolean {
  if (left === -1 && right === -1) return true
  return left > at && right > at && left < count && right < count
}

export const fittedModelSchema = z.discriminatedUnion('method', [scorecard, boosted, linear])

/** Reads an exported model; null when the document is none. */
export function parseFittedModel(document: unknown): FittedModel | null {
  const parsed = fittedModelSchema.safeParse(document)
  return parsed.success ? parsed.data : null
}

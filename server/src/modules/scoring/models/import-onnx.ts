import { createHash } from 'node:crypto'
import type { Principal } from '../../../kernel/access.js'
import { Refusal } from '../../../kernel/errors.js'
import type { OnnxGraph } from '../../../kernel/onnx-graph.js'
import type { Tx } from '../../../platform/db/types.js'
import { readOnnx } from '../../../platform/onnx/read-onnx.js'
import { modelOfOnnx, summaryOf, type OnnxMapping, type OnnxSummary } from '../domain/onnx/to-model.js'
import type { FittedModel } from '../domain/statistics/training/model.js'
import { addModel } from './add-model.js'
import type { RatingModel } from './model-store.js'

/** Looks into an ONNX file. Refuses what is none, and what cannot become a model of this program. */
export function lookIntoOnnx(bytes: Uint8Array): OnnxSummary {
  return summaryOf(graphOf(bytes))
}

/** The document that an ONNX file becomes. Refuses what cannot become a model of this program. */
export function modelOfFile(bytes: Uint8Array, mapping: OnnxMapping): FittedModel {
  return modelOfOnnx(graphOf(bytes), mapping)
}

/**
 * Takes a model that was trained elsewhere from an ONNX file, as the next version of its family: a draft without a
 * report, which is tried, validated and approved like every other. Refuses what cannot become a model.
 */
export async function importOnnx(
  tx: Tx,
  file: Uint8Array,
  asked: OnnxMapping & { readonly code: string; readonly name: string },
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<RatingModel> {
  const graph = graphOf(file)
  const { code, name, columns, badClass } = asked
  const { producer, operators, kind, classes } = summaryOf(graph)
  const document = modelOfOnnx(graph, { columns, badClass })
  return addModel(tx, {
    ...{ code, name, source: 'onnx', datasetId: null, document, auc: null, actor, at },
    recipe: {
      onnx: {
        ...{
          fileSha256: createHash('sha256').update(file).digest('hex'),
          producer,
          operators,
          kind,
          classes,
        },
        ...{ operatorSets: graph.operatorSets, columns, badClass: badClass ?? null },
      },
    },
    holdout: { rows: [], y: [], pd: [] },
  })
}

function graphOf(bytes: Uint8Array): OnnxGraph {
  const graph = readOnnx(bytes)
  if (graph === null) throw new Refusal('onnx_unreadable')
  return graph
}

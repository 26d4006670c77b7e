import type { OnnxGraph, OnnxNode, OnnxValue } from '../../kernel/onnx-graph.js'
import { readAttribute, readTensor } from './read-onnx-values.js'
import { bytesIn, messageOf, textOf, varintsOf, type Field } from './wire-fields.js'

/** Nodes of a graph that anybody would still want to read. */
const NODES_MAX = 10_000

/**
 * Reads an ONNX file as far as models of tables go; field numbers are those of onnx.proto. Null for bytes that are no
 * such file.
 */
export function readOnnx(bytes: Uint8Array): OnnxGraph | null {
  try {
    const model = messageOf(bytes)
    const graph = model.find(({ number }) => number === 7)
    return graph === undefined ? null : graphOf(model, messageOf(bytesIn(graph)))
  } catch (error) {
    // The reader throws plain errors for what is no protocol buffer.
    if (error instanceof Error) return null
    throw error
  }
}

function graphOf(model: readonly Field[], graph: readonly Field[]): OnnxGraph | null {
  const nodes = graph.filter(({ number }) => number === 1)
  if (nodes.length === 0 || nodes.length > NODES_MAX) return null
  const of = (number: number) => graph.filter((field) => field.number === number)
  const tensors = of(5).map((field) => readTensor(bytesIn(field)))
  const initializers = new Map(tensors.map(({ name, tensor }) => [name, tensor]))
  return {
    producer: [2, 3]
      .map((number) => textOf(model, number))
      .join(' ')
      .trim(),
    operatorSets: model
      .filter(({ number }) => number === 8)
      .map((field) => operatorSetOf(messageOf(bytesIn(field)))),
    nodes: nodes.map((field) => nodeOf(messageOf(bytesIn(field)))),
    initializers,
    // Older files name their constants among the inputs.
    inputs: of(11)
      .map((field) => valueOf(bytesIn(field)))
      .filter(({ name }) => !initializers.has(name)),
    outputs: of(12).map((field) => valueOf(bytesIn(field))),
  }
}

function operatorSetOf(fields: readonly Field[]): OnnxGraph['operatorSets'][number] {
  return { domain: textOf(fields, 1), version: varintsOf(fields, 2)[0] ?? 0 }
}

function nodeOf(fields: readonly Field[]): OnnxNode {
  const texts = (number: number) =>
    fields.filter((field) => field.number === number).map((field) => new TextDecoder().decode(bytesIn(field)))
  const attributes = fields.filter(({ number }) => number === 5).map((field) => readAttribute(bytesIn(field)))
  return {
    operator: textOf(fields, 4),
    domain: textOf(fields, 7),
    inputs: texts(1),
    outputs: texts(2),
    attributes: new Map(attributes.map(({ name, attribute }) => [name, attribute])),
  }
}

/** ValueInfoProto: name, and under type → tensor_type the type of elements and the shape. */
function valueOf(bytes: Uint8Array): OnnxValue {
  const fields = messageOf(bytes)
  const type = fields.find(({ number }) => number === 2)
  const tensor = type && messageOf(bytesIn(type)).find(({ number }) => number === 1)
  const parts = tensor === undefined ? [] : messageOf(bytesIn(tensor))
  const shape = parts.find(({ number }) => number === 2)
  const dims = shape === undefined ? [] : messageOf(bytesIn(shape))
  return {
    name: textOf(fields, 1),
    type: varintsOf(parts, 1)[0] ?? null,
    dims: dims.map((dim) => varintsOf(messageOf(bytesIn(dim)), 1)[0] ?? null),
  }
}

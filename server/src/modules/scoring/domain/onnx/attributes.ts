import { Refusal } from '../../../../kernel/errors.js'
import type { OnnxNode } from '../../../../kernel/onnx-graph.js'

/** Numbers of an attribute, which newer files keep as a tensor of 64 bits under another name. */
export function numbersOf(node: OnnxNode, name: string): readonly number[] {
  const tensor = node.attributes.get(`${name}_as_tensor`)?.tensor
  return tensor?.numbers ?? node.attributes.get(name)?.floats ?? []
}

export function textOf(node: OnnxNode, name: string, standard: string): string {
  return node.attributes.get(name)?.text ?? standard
}

/** What a file asks for that this program does not do. */
export function unsupported(what: string): Refusal {
  return new Refusal('onnx_unsupported', { what: what === '' ? '?' : what })
}

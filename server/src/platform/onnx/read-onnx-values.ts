import type { OnnxAttribute, OnnxTensor } from '../../kernel/onnx-graph.js'
import { bytesIn, floatsOf, messageOf, numbersIn, textOf, varintsOf, type Field } from './wire-fields.js'

const FLOAT = 1
const INT32 = 6
const INT64 = 7
const DOUBLE = 11

/** AttributeProto: name 1, float 2, int 3, text 4, tensor 5, floats 7, ints 8, texts 9. */
export function readAttribute(bytes: Uint8Array): { name: string; attribute: OnnxAttribute } {
  const fields = messageOf(bytes)
  const of = (number: number) => fields.filter((field) => field.number === number)
  const float = floatsOf(fields, 2).at(-1)
  const int = varintsOf(fields, 3).at(-1)
  const tensor = of(5).at(-1)
  return {
    name: textOf(fields, 1),
    attribute: {
      ...(float === undefined ? {} : { float }),
      ...(int === undefined ? {} : { int }),
      ...(of(4).length === 0 ? {} : { text: textOf(fields, 4) }),
      ...(tensor === undefined ? {} : { tensor: readTensor(bytesIn(tensor)).tensor }),
      floats: floatsOf(fields, 7),
      ints: varintsOf(fields, 8),
      texts: of(9).map((field) => new TextDecoder().decode(bytesIn(field))),
    },
  }
}

/** TensorProto: dims 1, data_type 2, float_data 4, int32_data 5, int64_data 7, name 8, raw_data 9, double_data 10. */
export function readTensor(bytes: Uint8Array): { name: string; tensor: OnnxTensor } {
  const fields = messageOf(bytes)
  return {
    name: textOf(fields, 8),
    tensor: { dims: varintsOf(fields, 1), numbers: numbersOf(fields, varintsOf(fields, 2)[0] ?? 0) },
  }
}

function numbersOf(fields: readonly Field[], type: number): number[] {
  const raw = fields.findLast(({ number }) => number === 9)
  switch (type) {
    case FLOAT:
      return raw === undefined ? floatsOf(fields, 4) : numbersIn(bytesIn(raw), 4)
    case DOUBLE:
      return raw === undefined
        ? fields.filter(({ number }) => number === 10).flatMap((field) => numbersIn(bytesIn(field), 8))
        : numbersIn(bytesIn(raw), 8)
    case INT32:
      return raw === undefined ? varintsOf(fields, 5) : integersIn(bytesIn(raw), 4)
    case INT64:
      return raw === undefined ? varintsOf(fields, 7) : integersIn(bytesIn(raw), 8)
    default:
      return []
  }
}

function integersIn(bytes: Uint8Array, width: 4 | 8): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: Math.floor(bytes.byteLength / width) }, (_, at) =>
    width === 4 ? view.getInt32(at * width, true) : Number(view.getBigInt64(at * width, true)),
  )
}

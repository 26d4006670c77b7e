import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

type Attribute =
  number | string | readonly number[] | readonly string[] | { readonly ints: readonly number[] }

export interface FileNode {
  readonly op: string
  readonly in: readonly string[]
  readonly out: readonly string[]
  /** Numbers are floats, `{ ints }` whole numbers; `to` and other single whole numbers as `{ ints: [1] }`. */
  readonly attributes?: Readonly<Record<string, Attribute>>
}

interface Matrix {
  readonly columns: number
  readonly numbers: readonly number[]
}

export interface FileGraph {
  readonly nodes: readonly FileNode[]
  /** Width by name; `text` for texts. */
  readonly inputs: Readonly<Record<string, number | 'text'>>
  readonly outputs: readonly string[]
  /** Constants of 32 bits: in one row, or in rows of so many columns. */
  readonly constants?: Readonly<Record<string, readonly number[] | Matrix>>
}

/** Bytes of an ONNX file with a graph, as the exporters of scikit-learn and others write them (unpacked lists). */
export function onnxFile(graph: FileGraph): Buffer {
  const model = new BinaryWriter()
  model.tag(1, WireType.Varint).int64(8)
  text(model, 2, 'xinheng-test')
  message(model, 7, (inner) => {
    for (const node of graph.nodes) message(inner, 1, (one) => writeNode(one, node))
    text(inner, 2, 'graph')
    for (const [name, values] of Object.entries(graph.constants ?? {})) {
      message(inner, 5, (tensor) => writeTensor(tensor, name, values))
    }
    for (const [name, width] of Object.entries(graph.inputs)) {
      message(inner, 11, (value) => writeInput(value, name, width))
    }
    for (const name of graph.outputs) message(inner, 12, (value) => text(value, 1, name))
  })
  message(model, 8, (set) => {
    text(set, 1, 'ai.onnx.ml')
    set.tag(2, WireType.Varint).int64(3)
  })
  return Buffer.from(model.finish())
}

function message(writer: BinaryWriter, number: number, write: (inner: BinaryWriter) => void): void {
  writer.tag(number, WireType.LengthDelimited).fork()
  write(writer)
  writer.join()
}

function text(writer: BinaryWriter, number: number, value: string): void {
  writer.tag(number, WireType.LengthDelimited).string(value)
}

function writeNode(writer: BinaryWriter, node: FileNode): void {
  for (const name of node.in) text(writer, 1, name)
  for (const name of node.out) text(writer, 2, name)
  text(writer, 4, node.op)
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    message(writer, 5, (inner) => writeAttribute(inner, name, value))
  }
  text(writer, 7, 'ai.onnx.ml')
}

function writeAttribute(writer: BinaryWriter, name: string, value: Attribute): void {
  text(writer, 1, name)
  if (typeof value === 'number') writer.tag(2, WireType.Bit32).float(value)
  else if (typeof value === 'string') text(writer, 4, value)
  else if ('ints' in value) {
    for (const one of value.ints) writer.tag(8, WireType.Varint).int64(one)
    if (value.ints.length === 1) writer.tag(3, WireType.Varint).int64(value.ints[0] ?? 0)
  } else {
    for (const one of value) {
      if (typeof one === 'string') text(writer, 9, one)
      else writer.tag(7, WireType.Bit32).float(one)
    }
  }
}

function writeTensor(writer: BinaryWriter, name: string, constant: readonly number[] | Matrix): void {
  const values = 'columns' in constant ? constant.numbers : constant
  const dims = 'columns' in constant ? [values.length / constant.columns, constant.columns] : [values.length]
  for (const dim of dims) writer.tag(1, WireType.Varint).int64(dim)
  writer.tag(2, WireType.Varint).int64(1)
  text(writer, 8, name)
  writer.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(Float32Array.from(values).buffer))
}

/** A tensor of a number of rows that is not fixed. */
function writeInput(writer: BinaryWriter, name: string, width: number | 'text'): void {
  text(writer, 1, name)
  message(writer, 2, (type) =>
    message(type, 1, (tensor) => {
      tensor.tag(1, WireType.Varint).int64(width === 'text' ? 8 : 1)
      message(tensor, 2, (shape) => {
        message(shape, 1, (dim) => text(dim, 2, 'N'))
        message(shape, 1, (dim) => dim.tag(1, WireType.Varint).int64(width === 'text' ? 1 : width))
      })
    }),
  )
}

import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'

/** One field of a message of protocol buffers, as it stands on the wire. */
export interface Field {
  readonly number: number
  readonly type: WireType
  /** The varint, or the bytes of everything else. */
  readonly value: number | Uint8Array
}

/** The fields of a message, in order. Throws for bytes that are no message. */
export function messageOf(bytes: Uint8Array): Field[] {
  const reader = new BinaryReader(bytes)
  const fields: Field[] = []
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag()
    fields.push({ number, type, value: valueOf(reader, number, type) })
  }
  return fields
}

function valueOf(reader: BinaryReader, number: number, type: WireType): Field['value'] {
  switch (type) {
    case WireType.Varint:
      return Number(reader.int64())
    case WireType.LengthDelimited:
      return reader.bytes()
    default:
      return reader.skip(type, number)
  }
}

/** The bytes of a field; throws for a varint, which no file of the expected form has there. */
export function bytesIn({ value, number }: Field): Uint8Array {
  if (typeof value === 'number') throw new Error(`field ${number} is no message`)
  return value
}

/** The text of the last field of a number; empty without one. */
export function textOf(fields: readonly Field[], number: number): string {
  const field = fields.findLast((one) => one.number === number)
  return field === undefined ? '' : new TextDecoder().decode(bytesIn(field))
}

/** Whole numbers of a field, packed or one by one. */
export function varintsOf(fields: readonly Field[], number: number): number[] {
  return fields
    .filter((one) => one.number === number)
    .flatMap(({ value }) => (typeof value === 'number' ? [value] : packedVarints(value)))
}

function packedVarints(bytes: Uint8Array): number[] {
  const reader = new BinaryReader(bytes)
  const values: number[] = []
  while (reader.pos < reader.len) values.push(Number(reader.int64()))
  return values
}

/** 32-bit floats of a field, packed or one by one. */
export function floatsOf(fields: readonly Field[], number: number): number[] {
  return fields.filter((one) => one.number === number).flatMap((field) => numbersIn(bytesIn(field), 4))
}

/** Floats of four bytes or of eight, little-endian. */
export function numbersIn(bytes: Uint8Array, width: 4 | 8): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: Math.floor(bytes.byteLength / width) }, (_, at) =>
    width === 4 ? view.getFloat32(at * width, true) : view.getFloat64(at * width, true),
  )
}

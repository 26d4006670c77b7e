import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merkleRoot, sha256 } from './merkle.js'

const leaf = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes))

/** The recursive definition of RFC 6962 §2.1. */
function byDefinition(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (leaves.length === 1 && only) return only
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha256(Buffer.from([1]), byDefinition(leaves.slice(0, split)), byDefinition(leaves.slice(split)))
}

describe('a Merkle root', () => {
  it('is the one that RFC 6962 defines, for any number of leaves', () => {
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 1, maxLength: 70 }), (leaves) => {
        expect(merkleRoot(Buffer.concat(leaves))).toEqual(byDefinition(leaves))
      }),
    )
  })

  it('differs when any one leaf differs', () => {
    fc.assert(
      fc.property(
        fc.array(leaf, { minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.nat(255),
        (leaves, at, by) => {
          const changed = Buffer.concat(leaves)
          const index = at % changed.length
          changed[index] = (changed[index] ?? 0) ^ (by === 0 ? 1 : by)
          expect(merkleRoot(changed)).not.toEqual(merkleRoot(Buffer.concat(leaves)))
        },
      ),
    )
  })

  it('of no leaves does not exist', () => {
    expect(() => merkleRoot(Buffer.alloc(0))).toThrow('not a list')
    expect(() => merkleRoot(Buffer.alloc(33))).toThrow('not a list')
  })
})

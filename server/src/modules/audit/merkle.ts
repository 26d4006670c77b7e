import { createHash } from 'node:crypto'

export const HASH_BYTES = 32
const NODE = Buffer.from([1])

/**
 * Merkle root of leaf hashes, as RFC 6962 §2.1 defines it: an inner node is SHA-256(0x01 ‖ left ‖ right), the left
 * subtree being the largest complete one. `leaves` are the 32-byte hashes one after the other; there must be one.
 */
export function merkleRoot(leaves: Buffer): Buffer {
  if (leaves.length === 0 || leaves.length % HASH_BYTES !== 0) throw new Error('not a list of leaf hashes')
  let level = leaves
  // Pairing neighbours and taking an odd last one up unchanged gives the same tree as the recursive definition.
  while (level.length > HASH_BYTES) level = parentsOf(level)
  return Buffer.from(level)
}

function parentsOf(level: Buffer): Buffer {
  const parents: Buffer[] = []
  for (let at = 0; at < level.length; at += 2 * HASH_BYTES) {
    const pair = level.subarray(at, at + 2 * HASH_BYTES)
    parents.push(pair.length === HASH_BYTES ? pair : sha256(NODE, pair))
  }
  return Buffer.concat(parents)
}

export function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

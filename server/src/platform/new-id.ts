import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'
import type { Id } from '../kernel/ids.js'

const BYTES = 16
const pool = new Uint8Array(BYTES * 256)
let next = pool.length

/** Makes a time-ordered UUID (version 7, RFC 9562). Its random part is drawn for many at once, which is much cheaper. */
export function newId(): Id {
  if (next === pool.length) {
    randomFillSync(pool)
    next = 0
  }
  const random = pool.subarray(next, next + BYTES)
  next += BYTES
  return v7({ random })
}

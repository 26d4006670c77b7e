import { v7 } from 'uuid'
import type { Id } from '../kernel/ids.js'

/** Makes a time-ordered UUID (version 7, RFC 9562). */
export function newId(): Id {
  return v7()
}

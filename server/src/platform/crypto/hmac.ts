import { createHash, createHmac } from 'node:crypto'

/** HMAC-SHA256 as lower-case hexadecimal digits. */
export function hmacHex(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text, 'utf8').digest('hex')
}

/** HMAC-SHA256 as bytes, for keys derived step by step. */
export function hmacBytes(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest()
}

/** SHA-256 as lower-case hexadecimal digits. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

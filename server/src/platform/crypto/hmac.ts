import { createHmac } from 'node:crypto'

/** HMAC-SHA256 as lower-case hexadecimal digits. */
export function hmacHex(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text, 'utf8').digest('hex')
}

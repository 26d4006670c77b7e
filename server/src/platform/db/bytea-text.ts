/** Bytes as the text that PostgreSQL reads as `bytea`, for columns of a bulk write. */
export function byteaText(bytes: Buffer | null): string | null {
  return bytes === null ? null : `\\x${bytes.toString('hex')}`
}

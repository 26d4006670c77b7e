import { commonPasswords } from './common-passwords.js'

export const PASSWORD_LENGTH_MAX = 200

/**
 * Length is what counts (NIST SP 800-63B): `lengthMin` to 200 characters, at least five different ones, and neither the
 * username, nor the program's name alone, nor one of those that everybody tries first.
 */
export function isAcceptablePassword(password: string, username: string, lengthMin: number): boolean {
  if (password.length < lengthMin || password.length > PASSWORD_LENGTH_MAX) return false
  if (new Set(password).size < 5) return false
  const plain = password.toLowerCase()
  if (commonPasswords.has(plain)) return false
  return plain !== username.toLowerCase() && plain.replaceAll(/[^a-z]/g, '') !== 'xinheng'
}

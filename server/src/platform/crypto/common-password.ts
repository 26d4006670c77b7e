import { dictionary } from '@zxcvbn-ts/language-common'

let common: ReadonlySet<string> | undefined

/** True for one of the fifty thousand passwords that people choose, and guessers try, most often; in any case. */
export function isCommonPassword(password: string): boolean {
  common ??= new Set(dictionary['passwords-common'].map((one) => one.toLowerCase()))
  return common.has(password.toLowerCase())
}

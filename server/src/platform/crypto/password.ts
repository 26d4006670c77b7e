import { hash, verify } from '@node-rs/argon2'

/** Argon2id with 19 MiB, two passes and one lane: the OWASP password storage recommendation. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hashes a password; some 30 ms in a thread of its own. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, options)
}

export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password)
}

let decoy: Promise<string> | undefined

/** Takes as long as a real check, so that the time of an answer does not tell which usernames exist. */
export async function verifyNobody(password: string): Promise<false> {
  decoy ??= hashPassword('nobody has this password')
  await verifyPassword(await decoy, password)
  return false
}

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Encrypts what must be kept but not be readable in the database or its backups. */
export interface SecretBox {
  seal(text: string): Buffer
  /** Throws when the text was sealed with another key or was changed. */
  open(sealed: Buffer): string
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM; sealed texts are `iv | tag | ciphertext`. `key` is any text of enough randomness. */
export function createSecretBox(key: string): SecretBox {
  const secret = createHash('sha256').update(`xinheng-secret-box:${key}`).digest()
  return {
    seal(text) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', secret, iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body])
    },
    open(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', secret, sealed.subarray(0, IV_BYTES))
      decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      const body = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES))
      return Buffer.concat([body, decipher.final()]).toString('utf8')
    },
  }
}

/** Reads the installation's key from its file; makes the file, readable by us alone, when there is none yet. */
export function readOrMakeKeyFile(path: string): string {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    try {
      writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    } catch (error) {
      // Another process made it first; its key is the one.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
  return readFileSync(path, 'utf8').trim()
}

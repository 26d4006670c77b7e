import { Command } from 'commander'
import { systemPrincipal } from '../../kernel/access.js'
import { listApiKeys } from '../../modules/identity/api-key-store.js'
import { createApiKey } from '../../modules/identity/create-api-key.js'
import { isScope, type Scope } from '../../modules/identity/domain/scopes.js'
import { revokeApiKey } from '../../modules/identity/revoke-api-key.js'
import { UsageError } from './command-error.js'
import { printResult, withInstallation } from './with-installation.js'

interface CreateOptions {
  name: string
  scopes: string
  expires?: string
  json?: boolean
}

export function apiKeyCommand(): Command {
  const command = new Command('api-key').description('keys for machines')
  command
    .command('create')
    .description('make a key; it is shown this once')
    .requiredOption('--name <name>', 'what the key is for')
    .requiredOption('--scopes <scopes>', "permissions separated by commas, or '*' for all")
    .option('--expires <instant>', 'when it ends, for example 2027-01-01T00:00:00Z')
    .option('--json', 'print the result as JSON')
    .action(create)
  command
    .command('list')
    .description('the newest 500 keys, without the keys themselves')
    .option('--json', 'print the result as JSON')
    .action(list)
  command
    .command('revoke')
    .argument('<id>', 'the id that list shows')
    .description('end a key for good')
    .option('--json', 'print the result as JSON')
    .action(revoke)
  return command
}

async function create(options: CreateOptions): Promise<void> {
  const draft = { name: nameOf(options.name), scopes: scopesOf(options.scopes), expiresAt: expiryOf(options) }
  await withInstallation(async ({ deps }) => {
    const { key, apiKey } = await createApiKey(deps.db, systemPrincipal, draft, deps.now())
    printResult(options.json, { key, id: apiKey.id, name: apiKey.name, scopes: apiKey.scopes }, [
      key,
      'Keep it: it cannot be shown again.',
    ])
  })
}

async function list(options: { json?: boolean }): Promise<void> {
  await withInstallation(async ({ deps }) => {
    const keys = await listApiKeys(deps.db, undefined, 500)
    const lines = keys.map((key) => {
      const state = key.revokedAt ? 'revoked' : (key.lastUsedAt?.toISOString() ?? 'never used')
      return [key.id, `${key.hint}…`, key.name, key.scopes.join(','), state].join('  ')
    })
    printResult(options.json, { items: keys }, lines)
  })
}

async function revoke(id: string, options: { json?: boolean }): Promise<void> {
  if (!/^[0-9a-f-]{36}$/i.test(id))
    throw new UsageError(`"${id}" is not the id of a key; see: xinheng api-key list`)
  await withInstallation(async ({ deps }) => {
    await revokeApiKey(deps.db, systemPrincipal, id, deps.now())
    printResult(options.json, { id, revoked: true }, ['The key is revoked.'])
  })
}

function nameOf(name: string): string {
  if (name.trim() === '' || name.length > 100) throw new UsageError('--name must have 1 to 100 characters.')
  return name
}

function scopesOf(text: string): Scope[] {
  return text.split(',').map((part) => {
    const scope = part.trim()
    if (!isScope(scope)) throw new UsageError(`There is no scope "${scope}"; see docs/operations.md.`)
    return scope
  })
}

function expiryOf({ expires }: CreateOptions): Date | null {
  if (expires === undefined) return null
  const instant = new Date(expires)
  if (Number.isNaN(instant.getTime())) throw new UsageError(`--expires "${expires}" is not an instant.`)
  return instant
}

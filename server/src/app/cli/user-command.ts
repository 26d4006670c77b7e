import { Command, Option } from 'commander'
import { readFileSync } from 'node:fs'
import { systemPrincipal } from '../../kernel/access.js'
import { createUser } from '../../modules/identity/create-user.js'
import { roles, type Role } from '../../modules/identity/domain/roles.js'
import { presentUser } from '../../modules/identity/present-user.js'
import { updateUser } from '../../modules/identity/update-user.js'
import { listUsers } from '../../modules/identity/user-store.js'
import { UsageError } from './command-error.js'
import { printResult, withInstallation } from './with-installation.js'

interface Options {
  name?: string
  role: Role
  json?: boolean
}

const json = ['--json', 'print the result as JSON'] as const

export function userCommand(): Command {
  const command = new Command('user').description(
    'people who sign in; passwords are read from standard input',
  )
  command
    .command('create')
    .argument('<username>', 'lower-case letters, digits, dot, dash, underscore')
    .option('--name <name>', 'the name that others see')
    .addOption(new Option('--role <role>', 'what the person may do').choices(roles).makeOptionMandatory())
    .option(...json)
    .description('create a user')
    .action(create)
  command
    .command('password')
    .argument('<username>')
    .option(...json)
    .description('set a new password; the sessions of the user end')
    .action(setPassword)
  command
    .command('deactivate')
    .argument('<username>')
    .option(...json)
    .description('let a user no longer sign in')
    .action(deactivate)
  command
    .command('list')
    .option(...json)
    .description('the users')
    .action(list)
  return command
}

async function create(username: string, options: Options): Promise<void> {
  if (!/^[a-z0-9][a-z0-9._-]{1,63}$/.test(username)) throw new UsageError(`"${username}" is not a username.`)
  const password = readPassword()
  await withInstallation(async ({ deps }) => {
    const draft = {
      username,
      displayName: options.name ?? username,
      role: options.role,
      locale: 'zh-CN',
      releaseAuthority: options.role === 'admin' ? 'unlimited' : null,
      password,
    } as const
    const user = await createUser(deps.db, systemPrincipal, draft, deps.now())
    printResult(options.json, presentUser(user), [`The user ${username} is created.`])
  })
}

async function setPassword(username: string, options: { json?: boolean }): Promise<void> {
  const password = readPassword()
  await withInstallation(async ({ deps }) => {
    const user = await updateUser(deps.db, systemPrincipal, username, { password }, deps.now())
    printResult(options.json, presentUser(user), [`The password of ${username} is set.`])
  })
}

async function deactivate(username: string, options: { json?: boolean }): Promise<void> {
  await withInstallation(async ({ deps }) => {
    const user = await updateUser(deps.db, systemPrincipal, username, { active: false }, deps.now())
    printResult(options.json, presentUser(user), [`${username} can no longer sign in.`])
  })
}

async function list(options: { json?: boolean }): Promise<void> {
  await withInstallation(async ({ deps }) => {
    const users = (await listUsers(deps.db, undefined, 500)).map((user) => presentUser(user))
    const lines = users.map((user) =>
      [user.username, user.role, user.active ? 'active' : 'inactive', user.displayName].join('  '),
    )
    printResult(options.json, { items: users }, lines)
  })
}

/** Never an argument: arguments are seen by everybody on the machine. */
function readPassword(): string {
  if (process.stdin.isTTY) console.error('Password, then Enter and Ctrl-D:')
  const password = readFileSync(0, 'utf8').replace(/\r?\n$/, '')
  if (password === '') throw new UsageError('Give the password on standard input.')
  return password
}

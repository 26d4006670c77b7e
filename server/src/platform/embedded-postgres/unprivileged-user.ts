import { readFileSync, statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'

/** PostgreSQL refuses to run as root: this is who it runs as instead. */
export interface UnprivilegedUser {
  uid: number
  gid: number
  name: string
}

/**
 * Chooses who PostgreSQL runs as: nobody in particular (`undefined`, meaning ourselves) unless we are root; as root
 * the owner of an existing cluster, then the system's `postgres` account, then `nobody`.
 */
export function chooseUser(clusterDir: string): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(clusterDir, { throwIfNoEntry: false })
  if (owner !== undefined && owner.uid !== 0)
    return { uid: owner.uid, gid: owner.gid, name: `uid ${owner.uid}` }
  return findAccount('postgres') ?? findAccount('nobody') ?? { uid: 65534, gid: 65534, name: 'nobody' }
}

function findAccount(name: string): UnprivilegedUser | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [account, , uid, gid] = line.split(':')
    if (account === name && Number(uid) > 0) return { uid: Number(uid), gid: Number(gid), name }
  }
  return undefined
}

/** Whether `user` may walk to `path` and read it there, by the permission bits of every directory on the way. */
export function canReach(user: UnprivilegedUser, path: string): boolean {
  const target = statSync(path)
  const needed = target.isDirectory() || target.mode & 0o111 ? 0o5 : 0o4
  if (!allows(user, target, needed)) return false
  for (let dir = dirname(path); ; dir = dirname(dir)) {
    if (!allows(user, statSync(dir), 0o1)) return false
    if (dir === dirname(dir)) return true
  }
}

function allows(user: UnprivilegedUser, stats: Stats, bits: number): boolean {
  const shift = stats.uid === user.uid ? 6 : stats.gid === user.gid ? 3 : 0
  return ((stats.mode >> shift) & bits) === bits
}

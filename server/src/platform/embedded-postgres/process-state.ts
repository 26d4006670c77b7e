import { readFileSync, readlinkSync } from 'node:fs'

/** Whether a process with this id is running. A zombie that nobody reaps (usual in containers) is not. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return !isZombie(pid)
}

function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    // It ended while we looked.
    return true
  }
}

/**
 * Whether the process works in `dir`, as a postmaster does in its data directory. Process ids are reused: after a
 * reboot or in a container the id in a left-over file may belong to anything. Only Linux can tell; elsewhere: yes.
 */
export function worksIn(pid: number, dir: string): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dir
  } catch {
    return false
  }
}

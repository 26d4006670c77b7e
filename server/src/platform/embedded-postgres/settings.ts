import { existsSync, statfsSync } from 'node:fs'
import { totalmem } from 'node:os'

const megabyte = 1024 * 1024

/**
 * Settings rewritten at every start, so that an upgrade of Xinheng reaches existing clusters. An operator's
 * `ALTER SYSTEM` is read after them and wins.
 */
export function serverSettings(overrides: Readonly<Record<string, string>> = {}): string {
  const memoryMb = Math.floor(totalmem() / megabyte)
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Memory
    shared_buffers: `${sharedBuffersMb(memoryMb)}MB`,
    effective_cache_size: `${Math.max(128, Math.floor(memoryMb / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    dynamic_shared_memory_type: sharedMemoryType(),
    // Durability: an answered decision is on disk.
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    wal_level: 'replica',
    wal_buffers: '16MB',
    min_wal_size: '256MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    // Work
    deadlock_timeout: '100ms',
    idle_in_transaction_session_timeout: '10min',
    jit: 'off',
    random_page_cost: '1.1',
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_analyze_scale_factor: '0.02',
    // Log
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgres-%Y%m%d-%H%M%S.log',
    log_file_mode: '0600',
    log_rotation_age: '1d',
    log_rotation_size: '10MB',
    log_line_prefix: '%m [%p] %a ',
    log_lock_waits: 'on',
    log_checkpoints: 'off',
    log_min_duration_statement: '5s',
    ...overrides,
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
    .join('')
}

/** A sixteenth of the machine, which the program and other programs share; the rest caches files just as well. */
function sharedBuffersMb(memoryMb: number): number {
  return Math.min(2048, Math.max(64, Math.floor(memoryMb / 16)))
}

/** Containers often have a /dev/shm of 64 MB, in which a parallel query over a large book fails. */
function sharedMemoryType(): string {
  if (process.platform === 'win32') return 'windows'
  if (process.platform !== 'linux') return 'posix'
  if (!existsSync('/dev/shm')) return 'mmap'
  const stats = statfsSync('/dev/shm')
  return stats.blocks * stats.bsize >= 512 * megabyte ? 'posix' : 'mmap'
}

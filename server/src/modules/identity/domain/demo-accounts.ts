import type { Currency } from '../../../kernel/currency.js'
import type { ReleaseAuthority } from './release-authority.js'
import type { Role } from './roles.js'

/** The publicly known password of every account of the demo book, and of nothing else. */
export const DEMO_PASSWORD = 'xinheng-demo'

export interface DemoAccount {
  readonly username: string
  readonly displayName: string
  readonly role: Role
  readonly releaseAuthority: ReleaseAuthority
}

const yuan = (major: bigint): ReleaseAuthority => ({ minor: major * 100n, currency: 'CNY' as Currency })

/** One account of each role outside sales; the demo book adds its salespeople. */
export const demoOffice: readonly DemoAccount[] = [
  { username: 'admin', displayName: '系统管理员', role: 'admin', releaseAuthority: 'unlimited' },
  { username: 'manager', displayName: '陈敏', role: 'credit-manager', releaseAuthority: yuan(5_000_000n) },
  { username: 'analyst', displayName: '王磊', role: 'credit-analyst', releaseAuthority: null },
  { username: 'finance', displayName: '刘芳', role: 'finance', releaseAuthority: null },
  { username: 'legal', displayName: '孙悦', role: 'legal', releaseAuthority: null },
  { username: 'viewer', displayName: '赵静', role: 'viewer', releaseAuthority: null },
]

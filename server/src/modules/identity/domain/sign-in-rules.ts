/** What passwords, sessions and repeated attempts must keep to. */
export interface SignInRules {
  /** Fewest characters of a password. */
  readonly passwordMin: number
  /** Whether passwords that everybody tries first are refused. */
  readonly refuseCommon: boolean
  /** A password is not used again before so many others were; 0: at once. */
  readonly reuseAfter: number
  /** A session ends this long after its last request … */
  readonly idleMinutes: number
  /** … and this long after signing in, whatever happens. */
  readonly sessionHours: number
  /** Wrong passwords for one username from one address in 15 minutes, after which even the right one waits. */
  readonly attemptsMax: number
  /** Wrong passwords or codes in a row, from wherever, that lock the account until it is unlocked. */
  readonly failuresMax: number
  /** How long the link for a forgotten password works. */
  readonly resetMinutes: number
}

const MINUTE_MS = 60_000

export function sessionLifeMs({ sessionHours }: Pick<SignInRules, 'sessionHours'>): number {
  return sessionHours * 60 * MINUTE_MS
}

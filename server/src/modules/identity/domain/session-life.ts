const HOUR_MS = 3_600_000

/** A session ends this long after its last request … */
export const SESSION_IDLE_MS = 12 * HOUR_MS
/** … and this long after signing in, whatever happens. */
export const SESSION_LIFE_MS = 7 * 24 * HOUR_MS

/** How long the first administrator's one-time link works. */
export const SETUP_LINK_LIFE_MS = 24 * HOUR_MS

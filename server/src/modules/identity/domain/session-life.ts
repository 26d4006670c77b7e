const HOUR_MS = 3_600_000

/** How long the first administrator's one-time link works. */
export const SETUP_LINK_LIFE_MS = 24 * HOUR_MS

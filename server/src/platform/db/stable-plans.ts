import type { Tx } from './types.js'

const STABLE = `SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
  set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`

/**
 * For the rest of the transaction, which looks up few rows by their keys: prepared statements are planned once per
 * connection, as index look-ups. Otherwise PostgreSQL plans long statements again and again (5 to 10 ms each), or
 * keeps a plan that it made while the tables were empty and that reads all of them once they have grown.
 */
export async function useStablePlans(tx: Tx): Promise<void> {
  await tx.prepared('stable_plans', STABLE, [])
}

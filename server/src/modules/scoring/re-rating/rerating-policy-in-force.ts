import type { Queryable } from '../../../platform/db/types.js'
import { defaultReratingPolicy } from '../domain/re-rating/rerating-policy.js'
import { findReratingPolicy, type ReratingPolicyVersion } from './rerating-policy-store.js'

/** The policy in force at an instant. Until one is published, version 0: the one that the program comes with. */
export async function reratingPolicyInForce(db: Queryable, at: Date): Promise<ReratingPolicyVersion> {
  return (
    (await findReratingPolicy(db, at)) ?? {
      version: 0,
      content: defaultReratingPolicy,
      validFrom: new Date(0),
      reason: null,
      createdBy: 'system',
      createdAt: new Date(0),
    }
  )
}

import type { Tx } from '../../platform/db/types.js'
import { defaultPolicy } from './domain/default-policy.js'
import { findPolicyInForce, insertPolicy, type PolicyVersion } from './policy-store.js'

/** The policy in force at an instant. An installation without any begins with the general policy as version 1. */
export async function policyInForce(tx: Tx, at: Date): Promise<PolicyVersion> {
  const found = await findPolicyInForce(tx, at)
  if (found) return found
  const first: PolicyVersion = {
    version: 1,
    content: defaultPolicy,
    validFrom: new Date(0),
    createdBy: 'system',
    createdAt: at,
    cancelled: null,
  }
  await insertPolicy(tx, first)
  return (await findPolicyInForce(tx, at)) ?? first
}

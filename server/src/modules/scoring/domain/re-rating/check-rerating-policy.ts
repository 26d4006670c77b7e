import type { ReratingPolicy } from './rerating-policy.js'

/** Why a document cannot work, beyond its form; empty when it can. */
export function reratingPolicyFaults(
  { effects, reviewers }: ReratingPolicy,
  roles: ReadonlySet<string>,
): string[] {
  const named = [
    ...effects.flatMap(({ notifyRoles }) => notifyRoles),
    ...(reviewers.kind === 'role' ? [reviewers.role] : []),
  ]
  const unknown = [...new Set(named)].filter((role) => !roles.has(role))
  return [
    ...unknown.map((role) => `role ${role} does not exist`),
    ...effects.flatMap((effect, index) => [
      ...(effect.cutAtOnceBasisPoints !== null && !effect.propose
        ? [`effect ${index + 1}: a limit is cut only where it is proposed`]
        : []),
      ...(effect.approval && !effect.propose
        ? [`effect ${index + 1}: only what is proposed can go to approval`]
        : []),
      ...(effect.when.direction === 'up' && effect.freeze
        ? [`effect ${index + 1}: a better grade freezes nothing`]
        : []),
      ...(effect.when.direction === 'up' && effect.when.vetoOnly
        ? [`effect ${index + 1}: no veto makes a grade better`]
        : []),
    ]),
  ]
}

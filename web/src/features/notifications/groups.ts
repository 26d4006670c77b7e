import type { Notice } from './api'

export type NoticeGroup = Notice['group']

/** In the order in which they are shown. */
export const noticeGroups = [
  'approvals',
  'holds',
  'customers',
  'limits',
  'data',
  'system',
] as const satisfies readonly NoticeGroup[]

/** Kinds by group, in the order of the groups; groups without any are left out. */
export function groupsOf<One extends { group: string }>(
  items: readonly One[],
): { group: NoticeGroup; items: readonly One[] }[] {
  return noticeGroups
    .map((group) => ({ group, items: items.filter((one) => one.group === group) }))
    .filter(({ items: found }) => found.length > 0)
}

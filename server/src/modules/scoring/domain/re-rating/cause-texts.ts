import type { Bilingual } from '../../../../kernel/bilingual.js'
import type { CauseKind } from './cause.js'

const both = (zh: string, en: string): Bilingual => ({ zh, en })

/** Causes of ratings in words. */
export const causeTexts: Readonly<Record<CauseKind, Bilingual>> = {
  manual: both('手工评级', 'Asked for'),
  review: both('复审', 'Review'),
  run: both('批量评级', 'Whole book'),
  veto_fact: both('否决事实', 'Fact of a veto'),
  overdue: both('逾期', 'Overdue'),
  large_order: both('大额订单', 'Large order'),
  cool_down_over: both('冷却期满', 'Cool-down over'),
  override: both('人工调级', 'Override'),
  override_ended: both('人工调级到期', 'Override ended'),
  fact: both('信用数据变化', 'Credit data changed'),
  document: both('单据变化', 'Documents changed'),
  first: both('首次评级', 'First rating'),
  schedule: both('定期评级', 'Schedule'),
}

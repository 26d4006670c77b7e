import type { Bilingual } from '../../../kernel/bilingual.js'
import { causeTexts } from '../domain/re-rating/cause-texts.js'
import type { ListedMove } from './move-list-store.js'

const both = (zh: string, en: string): Bilingual => ({ zh, en })

const header: readonly Bilingual[] = [
  both('时间', 'Time'),
  both('客户编码', 'Customer'),
  both('客户名称', 'Name'),
  both('负责人', 'Owner'),
  both('原等级', 'From'),
  both('现等级', 'To'),
  both('模型评级', 'Rated'),
  both('原得分', 'Score before'),
  both('现得分', 'Score'),
  both('原因', 'Cause'),
  both('明细', 'Detail'),
  both('暂缓至', 'Deferred until'),
]

type Language = keyof Bilingual

export function movesHeader(language: Language): string[] {
  return header.map((title) => title[language])
}

/** One change of grade as a row of a sheet. */
export function movesRow(move: ListedMove, language: Language): string[] {
  const points = (hundredths: number | null) => (hundredths === null ? '' : (hundredths / 100).toFixed(2))
  return [
    ...[move.movedAt.toISOString(), move.customerCode, move.customerName, move.ownerUsername ?? ''],
    ...[move.fromGrade ?? '', move.toGrade, move.ratedGrade, points(move.fromScore), points(move.toScore)],
    ...[causeTexts[move.cause.kind][language], move.cause.detail ?? '', move.deferredUntil ?? ''],
  ]
}

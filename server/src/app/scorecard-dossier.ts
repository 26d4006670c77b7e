import { emptyDossier, type Dossier } from '../modules/approvals/dossier.js'
import type { CaseRecord, SnapshotRow } from '../modules/approvals/case-record.js'
import { compareParts } from '../modules/approvals/domain/document-change.js'
import { shownNumber, shownText } from '../modules/approvals/shown.js'
import type { Now } from '../modules/approvals/subject.js'
import type { ScorecardReport } from '../modules/scoring/domain/book-effect.js'
import { scorecardInWords } from '../modules/scoring/domain/scorecard-in-words.js'
import { findDraft } from '../modules/scoring/draft-store.js'
import { SCORECARD_CODE } from '../modules/scoring/scorecard-in-force.js'
import { findScorecard, listScorecards } from '../modules/scoring/scorecard-store.js'
import type { Queryable } from '../platform/db/types.js'

/** What an approver of a scorecard should know: what differs, what it does to the book, what the validation says. */
export async function scorecardDossier(
  db: Queryable,
  { objectId, reason }: CaseRecord,
  { at }: Now,
): Promise<Dossier> {
  const draft = await findDraft(db, objectId)
  if (!draft) return emptyDossier
  const base = await findScorecard(db, SCORECARD_CODE, draft.baseVersion)
  const versions = await listScorecards(db, SCORECARD_CODE)
  const inForce = versions.find(({ validFrom }) => validFrom <= at)
  return {
    ...emptyDossier,
    request: [
      {
        key: 'replaces',
        label: { zh: '替换版本', en: 'Replaces version' },
        value: shownNumber(draft.baseVersion),
      },
      {
        key: 'validFrom',
        label: { zh: '生效时间', en: 'In force from' },
        value: draft.validFrom
          ? { kind: 'instant', at: draft.validFrom.toISOString() }
          : { kind: 'text', text: { zh: '批准后立即', en: 'as soon as approved' } },
      },
      ...(draft.report ? effectRows(draft.report) : []),
      ...(reason === null
        ? []
        : [{ key: 'reason', label: { zh: '申请理由', en: 'Reason' }, value: shownText(reason) }]),
    ],
    reasons: [...(draft.report?.warnings ?? [])],
    revision: compareParts(base ? scorecardInWords(base.content) : [], scorecardInWords(draft.content)),
    now: [
      {
        key: 'version',
        label: { zh: '现行版本', en: 'Version in force' },
        value: shownNumber(inForce?.version ?? null),
      },
      {
        key: 'newest',
        label: { zh: '最新版本', en: 'Newest version' },
        value: shownNumber(versions[0]?.version ?? null),
      },
    ],
  }
}

/** The validation report in figures: how the book looked and would look, when it was tried. */
function effectRows({ effect, at, badDefinition }: ScorecardReport): SnapshotRow[] {
  const { now, after } = effect
  const rate = (bad: number, customers: number) =>
    customers === 0 ? '–' : `${((100 * bad) / customers).toFixed(1)}%`
  const line = (key: string, zh: string, en: string, text: string): SnapshotRow => ({
    ...{ key, label: { zh, en } },
    value: shownText(text),
  })
  return [
    { key: 'triedAt', label: { zh: '校验时间', en: 'Validated' }, value: { kind: 'instant', at } },
    line('customers', '已评级客户数', 'Customers rated', String(effect.customers)),
    line('up', '上调客户数', 'Customers moving up', String(effect.up)),
    line('down', '下调客户数', 'Customers moving down', String(effect.down)),
    ...after.grades.map(({ grade, customers, bad }, place) => {
      const was = now.grades[place]
      const text = `${was?.customers ?? 0} → ${customers} (${rate(was?.bad ?? 0, was?.customers ?? 0)} → ${rate(bad, customers)})`
      return line(`grade-${grade}`, `${grade} 级客户数（坏客户比例）`, `Grade ${grade} (share of bad)`, text)
    }),
    line('alerts', '低于提醒线', 'Below the alert line', `${now.alerts} → ${after.alerts}`),
    line(
      'auc',
      '区分好坏的能力 AUC',
      'Tells bad from good (AUC)',
      `${now.auc?.toFixed(3) ?? '–'} → ${after.auc?.toFixed(3) ?? '–'}`,
    ),
    {
      key: 'bad',
      label: { zh: '坏客户定义', en: 'Bad means' },
      value: { kind: 'text', text: badDefinition },
    },
  ]
}

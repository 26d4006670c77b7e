import type { CaseRecord, SnapshotRow } from '../modules/approvals/case-record.js'
import { emptyDossier, type Dossier } from '../modules/approvals/dossier.js'
import { shownNumber, shownText } from '../modules/approvals/shown.js'
import { findForecastModel } from '../modules/payment-forecast/forecast-model-store.js'
import type { Queryable } from '../platform/db/types.js'

/** What an approver of a payment forecast should know: how it did on weeks that it had not seen, and against whom. */
export async function forecastDossier(db: Queryable, { objectId, reason }: CaseRecord): Promise<Dossier> {
  const found = await findForecastModel(db, objectId)
  if (!found) return emptyDossier
  const { model, baseline, champion } = found.verdict
  return {
    ...emptyDossier,
    request: [
      row('asOf', '学习截至', 'Learned from what was known before', shownText(found.asOf)),
      row('holdOut', '留出检验起始日', 'Judged on the weeks from', shownText(found.holdOutFrom)),
      row('trainedBy', '训练人', 'Trained by', shownText(found.trainedBy)),
      ...(reason === null ? [] : [row('reason', '申请理由', 'Reason', shownText(reason))]),
    ],
    now: [
      row('mae', '付款日平均误差（天）', 'Mean error of the pay day, days', figure(model.mae, 1)),
      row('baselineMae', '仅按历史', 'By the histories alone', figure(baseline.mae, 1)),
      row('auc', '迟付 AUC', 'AUC of lateness', figure(model.auc, 3)),
      row('baselineAuc', '仅按历史的 AUC', 'AUC by the histories alone', figure(baseline.auc, 3)),
      row('wape', '周回款误差', 'Weekly cash error', figure(model.wape, 3)),
      row(
        'baselineWape',
        '仅按历史的周回款误差',
        'The same by the histories alone',
        figure(baseline.wape, 3),
      ),
      row('coverage', '八成区间覆盖率', 'Coverage of the bands of 80 %', figure(model.coverage, 3)),
      row('champion', '现用版本', 'Version in use', shownNumber(champion?.version ?? null)),
      row('championMae', '现用版本误差（天）', 'Its error, days', figure(champion?.figures.mae ?? null, 1)),
    ],
  }
}

function row(key: string, zh: string, en: string, value: SnapshotRow['value']): SnapshotRow {
  return { key, label: { zh, en }, value }
}

function figure(value: number | null, digits: number) {
  return shownNumber(value === null ? null : value.toFixed(digits))
}

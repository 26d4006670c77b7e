import { useTranslation } from 'react-i18next'
import { useText, type BilingualText } from '../../i18n/use-text'
import { GradeTag } from '../../ui/grade-tag'
import { formatPercent } from '../../ui/percent'
import styles from './designer.module.css'
import type { Effect } from './draft-api'

const rate = (bad: number, customers: number) =>
  customers === 0 ? '–' : formatPercent((100 * bad) / customers)

/** What the two are called, where they are not the one in force and the one that is tried. */
interface Names {
  now: string
  after: string
}

/** Customers and share of bad ones by grade, now and after. */
function Distribution({ effect, names }: { effect: Effect; names: Names | undefined }) {
  const { t } = useTranslation('scoring')
  const most = Math.max(
    1,
    ...[...effect.now.grades, ...effect.after.grades].map(({ customers }) => customers),
  )
  return (
    <table className={styles.distribution}>
      <caption className="xh-visually-hidden">{t('preview.distribution')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('preview.grade')}</th>
          <th scope="col">{t('preview.nowAfter')}</th>
          <th scope="col">{names?.now ?? t('preview.now')}</th>
          <th scope="col">{names?.after ?? t('preview.after')}</th>
          <th scope="col">{t('designer.badRate')}</th>
        </tr>
      </thead>
      <tbody>
        {effect.after.grades.map((after, index) => {
          const now = effect.now.grades[index] ?? after
          return (
            <tr key={after.grade}>
              <th scope="row">
                <GradeTag grade={after.grade} />
              </th>
              <td aria-hidden>
                <span className={styles.barNow} style={{ width: `${(100 * now.customers) / most}%` }} />
                <span className={styles.barAfter} style={{ width: `${(100 * after.customers) / most}%` }} />
              </td>
              <td className={styles.figure}>{now.customers}</td>
              <td className={styles.figure} data-changed={now.customers !== after.customers || undefined}>
                {after.customers}
              </td>
              <td className={styles.figure}>{rate(after.bad, after.customers)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Who goes from which grade to which. */
function Migration({ effect }: { effect: Effect }) {
  const { t } = useTranslation('scoring')
  const grades = effect.after.grades.map(({ grade }) => grade)
  return (
    <table className={styles.matrix}>
      <caption>{t('preview.migration')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('preview.fromTo')}</th>
          {grades.map((grade) => (
            <th key={grade} scope="col">
              {grade}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {effect.migration.map((row, from) => (
          <tr key={grades[from]}>
            <th scope="row">{grades[from]}</th>
            {row.map((count, to) => (
              <td
                key={grades[to]}
                data-move={count === 0 || from === to ? undefined : to < from ? 'up' : 'down'}
              >
                {count === 0 ? '·' : count}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** On nine grades beside five: how many customers have which letter. */
function Letters({ counts }: { counts: Effect['after']['letters'] }) {
  const { t } = useTranslation('scoring')
  if (counts == null) return null
  return (
    <p className={styles.toolbar}>
      <span className={styles.hint}>{t('preview.letters')}</span>
      {counts.map(({ grade, customers }) => (
        <span key={grade}>
          <GradeTag grade={grade} /> {customers}
        </span>
      ))}
    </p>
  )
}

interface EffectProps {
  effect: Effect
  /** The version in force; left out where two others are compared. */
  against?: number
  names?: Names
  badDefinition: BilingualText
}

/** What a scorecard does to the book, in figures. */
export function EffectTables({ effect, against, names, badDefinition }: EffectProps) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const { now, after } = effect
  const figures = [
    { key: 'up', label: t('preview.movingUp'), text: String(effect.up) },
    { key: 'down', label: t('preview.movingDown'), text: String(effect.down) },
    { key: 'alerts', label: t('preview.alerts'), text: `${now.alerts} → ${after.alerts}` },
    {
      key: 'mean',
      label: t('preview.mean'),
      text: `${now.meanScore.toFixed(2)} → ${after.meanScore.toFixed(2)}`,
    },
    {
      key: 'auc',
      label: t('preview.auc'),
      text: `${now.auc?.toFixed(3) ?? '–'} → ${after.auc?.toFixed(3) ?? '–'}`,
    },
  ]
  return (
    <>
      <dl className={styles.figures}>
        {figures.map(({ key, label, text }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Distribution effect={effect} names={names} />
      <Letters counts={after.letters} />
      <Migration effect={effect} />
      <p className={styles.hint}>
        {against === undefined
          ? t('compare.basis', { count: effect.customers, unrated: effect.unrated })
          : t('preview.basis', { count: effect.customers, unrated: effect.unrated, version: against })}{' '}
        {t('preview.badMeans', { bad: textOf(badDefinition) })}
      </p>
    </>
  )
}

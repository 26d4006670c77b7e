import { useTranslation } from 'react-i18next'
import { Figure, Figures } from '../../ui/figure'
import { GradeTag } from '../../ui/grade-tag'
import { StatusTag, type Tone } from '../../ui/status-tag'
import tables from '../../ui/figure-table.module.css'
import type { Section } from './api'
import { range, rate, share, withError } from './figures'
import styles from './validation.module.css'

type Line = Section['lines'][number]

const tones: Readonly<Record<NonNullable<Line['verdict']>, Tone>> = {
  'as-expected': 'good',
  better: 'info',
  worse: 'danger',
}

/** How well a scorecard or model ranked and foretold. */
export function SectionFigures({ section }: { section: Section }) {
  const { t } = useTranslation('validation')
  const { figures } = section
  const count = (value: number) => value.toLocaleString('en-US')
  return (
    <Figures>
      <Figure
        label={t('figure.cases')}
        value={count(figures.cases)}
        note={t('figure.customers', { count: figures.customers })}
      />
      <Figure label={t('figure.bad')} value={count(figures.bad)} note={share(figures.badRate)} />
      <Figure
        label={t('figure.auc')}
        value={rate(figures.auc)}
        note={withError(figures.auc, figures.aucStandardError)}
      />
      <Figure label={t('figure.ks')} value={rate(figures.ks)} note={`Gini ${rate(figures.gini)}`} />
      <Figure
        label={t('figure.observedToExpected')}
        value={figures.observedToExpected?.toFixed(2) ?? '–'}
        note={
          figures.hosmerLemeshow === null
            ? t('figure.noTest')
            : `Hosmer–Lemeshow p ${rate(figures.hosmerLemeshow.pValue)}`
        }
      />
    </Figures>
  )
}

/** By grade (or fifth of rising risk): what was expected and what happened. */
export function RateLines({ section, graded }: { section: Section; graded: boolean }) {
  const { t } = useTranslation('validation')
  const label = t('backTest.byGrade')
  return (
    <div className={tables.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{graded ? t('column.grade') : t('column.band')}</th>
            {(['cases', 'bad', 'rate', 'interval', 'expected'] as const).map((key) => (
              <th key={key} scope="col" data-figure>
                {t(`column.${key}`)}
              </th>
            ))}
            <th scope="col">{t('column.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {section.lines.map((line) => (
            <tr key={line.name}>
              <th scope="row">{graded ? <GradeTag grade={line.name} /> : line.name}</th>
              <td data-figure>{line.cases.toLocaleString('en-US')}</td>
              <td data-figure>{line.bad.toLocaleString('en-US')}</td>
              <td data-figure>{share(line.rate)}</td>
              <td data-figure>{range(line.interval)}</td>
              <td data-figure>{share(line.expected)}</td>
              <td>
                {line.verdict !== null && (
                  <StatusTag tone={tones[line.verdict]}>{t(`verdict.${line.verdict}`)}</StatusTag>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>{section.ordered ? t('backTest.ordered') : t('backTest.notOrdered')}</p>
    </div>
  )
}

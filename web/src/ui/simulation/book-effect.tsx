import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Figure, Figures } from '../figure'
import { GradeTag } from '../grade-tag'
import { Money } from '../money'
import type { StackingColumn } from '../stacked-rows'
import { StackingTable } from '../stacking-table'
import type { BookSummary } from './simulation-api'
import styles from './simulation.module.css'

type Line = BookSummary['byGrade'][number]

function useColumns(kind: 'grade' | 'segment' | 'class'): readonly StackingColumn<Line>[] {
  const { t } = useTranslation('simulation')
  return [
    {
      key: 'key',
      title: t(`book.${kind}`),
      render: (_, { key }) =>
        kind === 'grade' ? <GradeTag grade={key} /> : key === '' ? t('book.noClass') : key,
    },
    { key: 'raised', title: t('book.raised'), align: 'right', dataIndex: 'raised' },
    { key: 'cut', title: t('book.cut'), align: 'right', dataIndex: 'cut' },
    {
      key: 'before',
      title: t('book.before'),
      align: 'right',
      render: (_, { before }) => <Money value={before.limit} unit="large" />,
    },
    {
      key: 'after',
      title: t('book.after'),
      align: 'right',
      render: (_, { after }) => <Money value={after.limit} unit="large" />,
    },
    {
      key: 'lossBefore',
      title: t('book.lossBefore'),
      align: 'right',
      render: (_, { before }) => <Money value={before.expectedLoss} unit="large" />,
    },
    {
      key: 'lossAfter',
      title: t('book.lossAfter'),
      align: 'right',
      render: (_, { after }) => <Money value={after.expectedLoss} unit="large" />,
    },
  ]
}

function Sums({ book }: { book: BookSummary }) {
  const { t } = useTranslation('simulation')
  const { total } = book
  const { accounts, raised, cut, terms, before, after } = total
  return (
    <Figures>
      <Figure
        label={t('book.accounts')}
        value={raised + cut + terms}
        note={t('book.accountsNote', { count: accounts, raised, cut, terms })}
      />
      <Figure
        label={t('book.limit')}
        value={<Money value={after.limit} unit="large" />}
        note={
          <>
            {t('book.was')} <Money value={before.limit} unit="large" />
          </>
        }
      />
      <Figure
        label={t('book.loss')}
        value={<Money value={after.expectedLoss} unit="large" />}
        note={
          <>
            {t('book.was')} <Money value={before.expectedLoss} unit="large" />
          </>
        }
      />
      <Figure
        label={t('book.over')}
        value={<Money value={after.overLimit} unit="large" />}
        note={t('book.overNote', { before: before.accountsOverLimit, after: after.accountsOverLimit })}
      />
    </Figures>
  )
}

/** What a changed policy would do to limits, terms and expected loss, in all and by grade and segment. */
export function BookEffect({ id, book }: { id: string; book: BookSummary }) {
  const { t } = useTranslation('simulation')
  const [byGrade, bySegment, byClass] = [useColumns('grade'), useColumns('segment'), useColumns('class')]
  const classes = book.byClass ?? []
  const { raised, cut, terms, withoutRate } = book.total
  return (
    <section className={styles.part}>
      <h3 className={styles.partTitle}>{t('book.title')}</h3>
      <Sums book={book} />
      {withoutRate > 0 && <p className="xh-quiet">{t('book.withoutRate', { count: withoutRate })}</p>}
      {raised + cut + terms === 0 ? (
        <p className="xh-quiet">{t('book.none')}</p>
      ) : (
        <Link to={`/simulations/${id}/accounts`}>{t('book.see')}</Link>
      )}
      <h4 className={styles.tableTitle}>{t('book.byGrade')}</h4>
      <StackingTable<Line> rowKey={({ key }) => key} rows={book.byGrade} columns={byGrade} />
      {book.bySegment.length > 1 && (
        <>
          <h4 className={styles.tableTitle}>{t('book.bySegment')}</h4>
          <StackingTable<Line> rowKey={({ key }) => key} rows={book.bySegment} columns={bySegment} />
        </>
      )}
      {classes.some(({ key }) => key !== '') && (
        <>
          <h4 className={styles.tableTitle}>{t('book.byClass')}</h4>
          <StackingTable<Line> rowKey={({ key }) => key} rows={classes} columns={byClass} />
        </>
      )}
    </section>
  )
}

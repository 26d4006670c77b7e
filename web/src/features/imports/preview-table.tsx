import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { formatAmount } from '../../ui/format-amount'
import type { ImportDetail, Mapping } from './api'
import styles from './imports.module.css'

/** The first rows as they stand in the file; the head says what each column is taken for, the foot has its sum. */
export function PreviewTable({ run, columns }: { run: ImportDetail; columns: Mapping['columns'] }) {
  const { t } = useTranslation('imports')
  const textOf = useText()
  const { analysis } = run
  const takenFor = (index: number) =>
    run.fields.filter((field) => columns[field.key]?.column === index).map((field) => textOf(field.label))
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('preview.title')}>
      <table className={styles.preview}>
        <thead>
          <tr>
            <th scope="col">{t('preview.row')}</th>
            {analysis.columns.map(({ index, header }) => (
              <th key={index} scope="col">
                <span>{header}</span>
                <span className={styles.taken}>{takenFor(index).join(' · ') || t('preview.ignored')}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {analysis.preview.map(({ row, cells }) => (
            <tr key={row}>
              <td>{row}</td>
              {analysis.columns.map(({ index }) => (
                <td key={index}>{cells[index]}</td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('preview.total')}</th>
            {analysis.columns.map(({ index, total, filled }) => (
              <td key={index}>
                {total === null ? t('preview.filled', { count: filled }) : formatAmount(total)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

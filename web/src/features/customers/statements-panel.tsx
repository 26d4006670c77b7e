import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Explain } from '../../ui/explain'
import { formatAmount, withCents } from '../../ui/format-amount'
import { Panel } from '../../ui/panel'
import { sourceName, type FinancialStatement } from './facts-api'
import styles from './facts-tab.module.css'

const periodsMax = 4

/** Financial statements side by side, newest first. */
export function StatementsPanel({ statements }: { statements: readonly FinancialStatement[] }) {
  const { t } = useTranslation('customers')
  const textOf = useText()
  const shown = statements.slice(0, periodsMax)
  const labels = new Map(
    shown.flatMap((one) => one.figures.map((figure) => [figure.item, figure.label] as const)),
  )
  const warnings = shown.flatMap((one) =>
    one.warnings.map((warning) => ({
      code: `${one.validOn}${warning.code}`,
      message: warning.message,
      tone: 'warn' as const,
    })),
  )
  return (
    <Panel title={t('facts.statements')}>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('facts.statements')}>
        <table className={styles.statements}>
          <thead>
            <tr>
              <th scope="col">{t('facts.item')}</th>
              {shown.map((one) => (
                <th key={one.validOn + one.source} scope="col">
                  {one.validOn}
                  <span className={styles.statementSource}>{sourceName(one.source, t)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...labels].map(([item, label]) => (
              <tr key={item}>
                <th scope="row">{textOf(label)}</th>
                {shown.map((one) => {
                  const figure = one.figures.find((candidate) => candidate.item === item)
                  return (
                    <td key={one.validOn + one.source}>
                      {figure === undefined ? '–' : formatAmount(withCents(figure.value))}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {warnings.length > 0 && <Explain reasons={warnings} />}
    </Panel>
  )
}

import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import tables from '../../ui/figure-table.module.css'
import type { Comparison, Report } from './api'
import { pValue, rate, share } from './figures'
import styles from './models.module.css'

type CutOff = Report['cutOffs'][number]
type Versus = NonNullable<Comparison['paired']>['test']

interface CutOffsProps {
  cutOffs: readonly CutOff[]
  /** What the model is called, and what it is compared with. */
  own: string
  against: string | null
  versus: Versus | null
}

function Cells({ refused }: { refused: CutOff['model'] }) {
  return (
    <>
      <td data-figure>
        {refused.badAvoided}
        {refused.badAmountAvoided !== null && <small className="xh-quiet"> {refused.badAmountAvoided}</small>}
      </td>
      <td data-figure>
        {refused.goodLost}
        {refused.goodAmountLost !== null && <small className="xh-quiet"> {refused.goodAmountLost}</small>}
      </td>
    </>
  )
}

/** What refusing the riskiest cases would have avoided and cost, beside what another model would have. */
export function CutOffs({ cutOffs, own, against, versus }: CutOffsProps) {
  const { t } = useTranslation('models')
  return (
    <Panel title={t('cutOffs.title')} flush>
      {versus !== null && (
        <p className={styles.note}>
          {t('versus.paired', { a: rate(versus.aucA), b: rate(versus.aucB), p: pValue(versus.pValue) })}{' '}
          {t(
            versus.pValue < 0.05
              ? versus.aucA > versus.aucB
                ? 'versus.better'
                : 'versus.worse'
              : 'versus.same',
          )}
        </p>
      )}
      <div className={tables.scroll} tabIndex={0} role="group" aria-label={t('cutOffs.title')}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">{t('cutOffs.share')}</th>
              <th scope="col" data-figure>
                {t('cutOffs.avoided', { name: own })}
              </th>
              <th scope="col" data-figure>
                {t('cutOffs.lost', { name: own })}
              </th>
              {against !== null && (
                <>
                  <th scope="col" data-figure>
                    {t('cutOffs.avoided', { name: against })}
                  </th>
                  <th scope="col" data-figure>
                    {t('cutOffs.lost', { name: against })}
                  </th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {cutOffs.map((one) => (
              <tr key={one.share}>
                <th scope="row">
                  {share(one.share)} <span className="xh-quiet">({one.cases})</span>
                </th>
                <Cells refused={one.model} />
                {against !== null && one.champion !== null && <Cells refused={one.champion} />}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

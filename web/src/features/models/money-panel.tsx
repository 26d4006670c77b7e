import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import type { Answer, Sent } from '../../api/answer'
import { request } from '../../api/request'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { ProblemAlert } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import tables from '../../ui/figure-table.module.css'
import { isBusy } from './api'
import { pValue, rate, share } from './figures'
import styles from './models.module.css'

type Run = Answer<'/api/v1/money-comparisons/{id}'>
type Result = NonNullable<Run['result']>
type Settings = Omit<Sent<'/api/v1/money-comparisons'>, 'champion' | 'challenger'>

const POLL_MS = 1000

interface Pair {
  champion: string
  challenger: string
}

/** The newest comparison of the two, asked again while it works. */
function useMoney({ champion, challenger }: Pair) {
  return useQuery({
    queryKey: ['money-comparisons', champion, challenger],
    queryFn: async ({ signal }) => {
      const path = '/api/v1/money-comparisons'
      const list = await request<Answer<'/api/v1/money-comparisons'>>('GET', path, { signal })
      const latest = list.items.find(
        ({ settings }) => settings.champion === champion && settings.challenger === challenger,
      )
      return latest === undefined ? null : request<Run>('GET', `${path}/${latest.id}`, { signal })
    },
    refetchInterval: ({ state }) => (state.data != null && isBusy(state.data.status) ? POLL_MS : false),
  })
}

function Found({ result }: { result: Result }) {
  const { t } = useTranslation('models')
  const sides = ['champion', 'challenger'] as const
  const { paired, lines, ...counts } = result
  return (
    <>
      <p>{t('money.cases', counts)}</p>
      {paired !== null && (
        <p>{t('money.paired', { a: rate(paired.aucA), b: rate(paired.aucB), p: pValue(paired.pValue) })}</p>
      )}
      <div className={tables.scroll} tabIndex={0} role="group" aria-label={t('money.cut')}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">{t('money.share')}</th>
              {sides.flatMap((side) =>
                (['badAvoided', 'salesLost', 'net'] as const).map((what) => (
                  <th key={`${side} ${what}`} scope="col" data-figure>
                    {t(`money.${side}`)}
                    <br />
                    {t(`money.${what}`)}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.share}>
                <th scope="row">{share(line.share)}</th>
                {sides.flatMap((side) =>
                  (['badAvoided', 'salesLost', 'net'] as const).map((what) => (
                    <td key={`${side} ${what}`} data-figure>
                      <Money value={line[side][what]} currency="sign" />
                    </td>
                  )),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function StartForm({ pair, busy }: { pair: Pair; busy: boolean }) {
  const { t } = useTranslation('models')
  const queries = useQueryClient()
  const [settings, setSettings] = useState<Required<Settings>>({
    ...{ horizonMonths: 12, overdueDays: 90, marginBasisPoints: 1000 },
  })
  const start = useMutation({
    mutationFn: () =>
      request<unknown>('POST', '/api/v1/money-comparisons', { body: { ...pair, ...settings } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['money-comparisons'] }),
  })
  const fields = [
    { label: t('money.months'), value: settings.horizonMonths, max: 36, key: 'horizonMonths', per: 1 },
    { label: t('money.days'), value: settings.overdueDays, max: 365, key: 'overdueDays', per: 1 },
    {
      label: t('money.margin'),
      value: settings.marginBasisPoints,
      max: 100,
      key: 'marginBasisPoints',
      per: 100,
    },
  ] as const
  return (
    <>
      <div className={styles.pick}>
        {fields.map(({ label, value, max, key, per }) => (
          <InputNumber
            key={key}
            aria-label={label}
            prefix={label}
            min={per === 1 ? 1 : 0}
            max={max}
            value={value / per}
            onChange={(next) => next !== null && setSettings({ ...settings, [key]: Math.round(next * per) })}
          />
        ))}
        <Button loading={start.isPending || busy} onClick={() => start.mutate()}>
          {t('money.start')}
        </Button>
      </div>
      <ProblemAlert error={start.error} />
    </>
  )
}

/** Champion against challenger in money, by their scores beside live ratings. */
export function MoneyPanel(pair: Pair) {
  const { t } = useTranslation('models')
  const textOf = useText()
  const user = useUser()
  const run = useMoney(pair).data
  const busy = run != null && isBusy(run.status)
  return (
    <Panel title={t('money.title')}>
      <div className={styles.stack}>
        <p className="xh-quiet">{t('money.hint')}</p>
        {user.can('models:write') && <StartForm pair={pair} busy={busy} />}
        {busy && <p className="xh-quiet">{t('money.busy')}</p>}
        {run?.failure != null && <Alert type="warning" showIcon title={textOf(run.failure)} />}
        {run?.result != null && <Found result={run.result} />}
      </div>
    </Panel>
  )
}

import { Alert, Flex } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { StackingTable } from '../../ui/stacking-table'
import { DayPicker } from '../../ui/days/day-picker'
import type { CalculationLine, Interest } from './api'

interface InterestSheetProps {
  interest: Interest
  today: string
  onUntil: (until: string | undefined) => void
}

/** Late interest line by line: by which rule and why, each stretch of days, each payment, and the sum. */
export function InterestSheet({ interest, today, onUntil }: InterestSheetProps) {
  const { t } = useTranslation('claims')
  const textOf = useText()
  const { regime, reasons, warnings, missingRate, lines, lateDays, accrued, waived, billed, open } = interest
  return (
    <Panel
      title={t('interest.title')}
      extra={
        <DayPicker
          size="small"
          allowClear={false}
          value={dayjs(interest.until)}
          aria-label={t('interest.until')}
          onChange={(day: dayjs.Dayjs | null) => {
            const until = day?.format('YYYY-MM-DD')
            onUntil(until === today ? undefined : until)
          }}
        />
      }
    >
      <Flex vertical gap="small">
        {regime === null ? (
          <Alert type="warning" showIcon title={t('interest.rateMissing', { on: missingRate?.on ?? '' })} />
        ) : (
          <strong>{t(`regime.${regime}`)}</strong>
        )}
        {reasons.map((reason) => (
          <span key={reason.zh} className="xh-quiet">
            {textOf(reason)}
          </span>
        ))}
        {warnings.map((warning) => (
          <Alert key={warning.zh} type="warning" showIcon title={textOf(warning)} />
        ))}
        {lines.length > 0 && <Lines lines={lines} />}
        <Flex gap="large" wrap>
          <span>{t('interest.lateDays', { count: lateDays })}</span>
          <span>
            {t('interest.accrued')} <Money value={accrued} currency="sign" strong />
          </span>
          {Number(waived.amount) > 0 && (
            <span>
              {t('interest.waived')} <Money value={waived} currency="sign" strong />
            </span>
          )}
          {Number(billed.amount) > 0 && (
            <span>
              {t('interest.billed')} <Money value={billed} currency="sign" strong />
            </span>
          )}
          {accrued.amount !== open.amount && (
            <span>
              {t('interest.open')} <Money value={open} currency="sign" strong />
            </span>
          )}
        </Flex>
        <span className="xh-quiet">
          {t(interest.rulesVersion === 0 ? 'interest.basisBuiltIn' : 'interest.basis', {
            ...{ days: interest.dayCount, version: interest.rulesVersion },
          })}
        </span>
      </Flex>
    </Panel>
  )
}

function Lines({ lines }: { lines: readonly CalculationLine[] }) {
  const { t } = useTranslation('claims')
  const rows = lines.map((line, index) => ({ ...line, key: String(index) }))
  return (
    <StackingTable
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'period',
          title: t('interest.period'),
          render: (_, line) => (line.kind === 'interest' ? `${line.from} – ${line.to}` : line.on),
        },
        {
          key: 'what',
          title: t('interest.what'),
          render: (_, line) =>
            line.kind === 'interest'
              ? t('interest.line', {
                  days: line.days,
                  rate: `${line.percent} %${line.factor === '1' ? '' : ` × ${line.factor}`}`,
                  per: t(`interest.per.${line.per}`),
                })
              : `${t(`interest.kind.${line.kind}`)} ${line.reference}`,
        },
        {
          key: 'principal',
          title: t('interest.principal'),
          align: 'right',
          render: (_, line) => <Money value={line.kind === 'interest' ? line.principal : line.amount} />,
        },
        {
          key: 'interest',
          title: t('interest.amount'),
          align: 'right',
          render: (_, line) => (
            <span className="xh-numeric">{line.kind === 'interest' ? line.interest : ''}</span>
          ),
        },
      ]}
    />
  )
}

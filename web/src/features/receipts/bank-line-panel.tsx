import { Button, Descriptions, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { CustomerPicker } from '../../ui/customer-picker'
import { Day } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { decideLine, type BankLine } from './api'
import { ReasonAction } from './reason-action'
import styles from './receipts.module.css'

interface BankLinePanelProps {
  line: BankLine
  onDone: (after: BankLine) => void
}

/** One bank line: a person says who paid, sets it aside, or puts it back. */
export function BankLinePanel({ line, onDone }: BankLinePanelProps) {
  const { t } = useTranslation('receipts')
  const reopen = useMutation({
    mutationFn: (reason: string) => decideLine(line.id, 'reopen', { reason }),
    onSuccess: onDone,
  })
  return (
    <div className={styles.stack}>
      <Facts line={line} />
      {line.state === 'open' ? (
        <Claim line={line} onDone={onDone} />
      ) : (
        <div className={styles.buttons}>
          {line.receiptId !== null && (
            <Link to={`/receipts?state=all&search=${encodeURIComponent(line.bankRef)}`}>
              {t('lines.receipt')}
            </Link>
          )}
          <ReasonAction
            label={t('lines.reopen')}
            consequence={t('lines.reopenHint')}
            error={reopen.error}
            pending={reopen.isPending}
            onConfirm={(reason) => reopen.mutateAsync(reason)}
          />
        </div>
      )}
    </div>
  )
}

function Claim({ line, onDone }: BankLinePanelProps) {
  const { t } = useTranslation('receipts')
  const [code, setCode] = useState<string | undefined>(line.customerCode ?? undefined)
  const assign = useMutation({
    mutationFn: () => decideLine(line.id, 'assign', { customerCode: code ?? '' }),
    onSuccess: onDone,
  })
  const aside = useMutation({
    mutationFn: (reason: string) => decideLine(line.id, 'set-aside', { reason }),
    onSuccess: onDone,
  })
  return (
    <Panel title={t('lines.who')}>
      <Flex vertical gap="middle">
        {line.customerName !== null && <span>{t('lines.suggested', { name: line.customerName })}</span>}
        <CustomerPicker value={code} onChange={setCode} autoFocus />
        <ProblemAlert error={assign.error} />
        <div className={styles.buttons}>
          <Button
            type="primary"
            disabled={code === undefined}
            loading={assign.isPending}
            onClick={() => assign.mutate()}
          >
            {t('lines.assign')}
          </Button>
          <ReasonAction
            label={t('lines.aside')}
            consequence={t('lines.asideHint')}
            error={aside.error}
            pending={aside.isPending}
            onConfirm={(reason) => aside.mutateAsync(reason)}
          />
        </div>
      </Flex>
    </Panel>
  )
}

function Facts({ line }: { line: BankLine }) {
  const { t } = useTranslation('receipts')
  const items = [
    { key: 'date', label: t('column.date'), children: <Day value={line.date} /> },
    {
      key: 'amount',
      label: t('column.total'),
      children: <Money value={line.amount} currency="sign" strong />,
    },
    { key: 'payer', label: t('column.payer'), children: line.payerName === '' ? '–' : line.payerName },
    { key: 'account', label: t('facts.payerAccount'), children: line.payerAccount ?? '–' },
    { key: 'reference', label: t('column.reference'), children: line.reference },
    { key: 'bank', label: t('facts.bank'), children: line.bankAccount },
    { key: 'ref', label: t('facts.ref'), children: line.bankRef },
    ...(line.state !== 'open' && line.customerName !== null
      ? [{ key: 'customer', label: t('column.customer'), children: line.customerName }]
      : []),
    ...(line.note === null ? [] : [{ key: 'note', label: t('reason'), children: line.note }]),
  ]
  return (
    <Panel title={t(`lines.state.${line.state}`)}>
      <Descriptions column={1} size="small" items={items} />
    </Panel>
  )
}

import { App, Button, Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { ProblemAlert } from '../../ui/error-state'
import { Money } from '../../ui/money'
import {
  decideProposals,
  filterKeys,
  useAcceptable,
  useLimitsChanged,
  type ProposalPage,
  type Chosen,
} from './api'
import styles from './limits.module.css'

type Verdict = 'accept' | 'reject'

interface DialogProps {
  verdict: Verdict
  chosen: Chosen
  /** How many are meant; undefined: that is not known yet. */
  count: number | undefined
  /** More about what is meant. */
  summary?: ReactNode
  onClose: () => void
  onDone: () => void
}

function DecideDialog({ verdict, chosen, count, summary, onClose, onDone }: DialogProps) {
  const { t } = useTranslation(['limits', 'common'])
  const { message, modal } = App.useApp()
  const textOf = useText()
  const changed = useLimitsChanged()
  const [reason, setReason] = useState('')
  const decide = useMutation({
    mutationFn: () => decideProposals(verdict, chosen, reason.trim()),
    onSuccess: ({ decided, skipped }) => {
      onClose()
      onDone()
      const done = t(verdict === 'accept' ? 'decide.accepted' : 'decide.rejected', { count: decided })
      if (skipped.length === 0) void message.success(done)
      else {
        modal.info({
          title: done,
          content: (
            <>
              <p>{t('decide.skipped', { count: skipped.length })}</p>
              <ul className={styles.skipped}>
                {skipped.map(({ id, customer, message: why }) => (
                  <li key={id}>
                    {customer !== null && <strong>{customer.name}</strong>} {textOf(why)}
                  </li>
                ))}
              </ul>
            </>
          ),
        })
      }
    },
    onSettled: changed,
  })
  const accepts = verdict === 'accept'
  return (
    <Modal
      open
      title={
        count === undefined
          ? t('decide.acceptTitleAll')
          : t(accepts ? 'decide.acceptTitle' : 'decide.rejectTitle', { count })
      }
      okText={t(`action.${verdict}`)}
      cancelText={t('common:action.cancel')}
      okButtonProps={{
        danger: verdict === 'reject',
        disabled: reason.trim() === '' || (count ?? 0) === 0,
        loading: decide.isPending,
      }}
      onOk={() => decide.mutate()}
      onCancel={onClose}
    >
      {summary}
      <p>{t(verdict === 'accept' ? 'decide.acceptHint' : 'decide.rejectHint')}</p>
      <Input.TextArea
        autoFocus
        rows={3}
        maxLength={1000}
        value={reason}
        placeholder={t('decide.reason')}
        aria-label={t('decide.reason')}
        onChange={(event) => setReason(event.target.value)}
      />
      <ProblemAlert error={decide.error} />
    </Modal>
  )
}

interface DecideButtonsProps {
  chosen: Chosen
  count: number
  size?: 'small' | 'middle'
  /** What the caller may do. */
  verdicts: readonly Verdict[]
  onDone?: () => void
}

/** Accept or reject, with a reason that goes into the audit trail. */
export function DecideButtons({ chosen, count, size = 'middle', verdicts, onDone }: DecideButtonsProps) {
  const { t } = useTranslation('limits')
  const [verdict, setVerdict] = useState<Verdict>()
  return (
    <>
      {verdicts.includes('accept') && (
        <Button type="primary" size={size} onClick={() => setVerdict('accept')}>
          {t('action.accept')}
        </Button>
      )}
      {verdicts.includes('reject') && (
        <Button danger size={size} onClick={() => setVerdict('reject')}>
          {t('action.reject')}
        </Button>
      )}
      {verdict !== undefined && (
        <DecideDialog
          verdict={verdict}
          chosen={chosen}
          count={count}
          onClose={() => setVerdict(undefined)}
          onDone={() => onDone?.()}
        />
      )}
    </>
  )
}

/** How many a filter finds, by currency, and by how much their limits rise and fall. */
function Acceptable({ page }: { page: ProposalPage }) {
  const { t } = useTranslation('limits')
  return (
    <ul className={styles.skipped}>
      {page.totals.map(({ currency, count, raises, cuts, current, proposed }) => (
        <li key={currency}>
          {t('totals', { currency, count, raises, cuts })} <Money value={current} currency="sign" /> →{' '}
          <Money value={proposed} currency="sign" />
        </li>
      ))}
    </ul>
  )
}

function DecideAllDialog({
  filter,
  onClose,
}: {
  filter: Readonly<Record<string, string>>
  onClose: () => void
}) {
  const { data, error } = useAcceptable(filter)
  return (
    <DecideDialog
      verdict="accept"
      chosen={{ filter }}
      count={data?.total}
      summary={data === undefined ? <ProblemAlert error={error} /> : <Acceptable page={data} />}
      onClose={onClose}
      onDone={() => undefined}
    />
  )
}

/** Filters of the list that do not say which proposals are accepted together. */
const otherFilters = ['status', 'attention', 'automatic'] as const

/** Accepts everything that the filters of the list find. Not there while the list shows what would not be meant. */
export function DecideAll() {
  const { t } = useTranslation('limits')
  const [params] = useSearchParams()
  const [open, setOpen] = useState(false)
  if (otherFilters.some((key) => (params.get(key) ?? 'open') !== 'open')) return null
  const filter = Object.fromEntries(
    [...filterKeys, 'search'].flatMap((key) => {
      const value = params.get(key)
      return value === null || value === '' ? [] : [[key, value]]
    }),
  )
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('action.acceptAll')}</Button>
      {open && <DecideAllDialog filter={filter} onClose={() => setOpen(false)} />}
    </>
  )
}

import { Checkbox, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { AmountInput } from '../../ui/amounts/amount-input'
import type { Linked, OpenItem } from './api'
import styles from './confirm-page.module.css'

/** What the customer disputes, by the key of the line. */
export type DisputedLines = Readonly<Record<string, { item: OpenItem; claimed: string; reason: string }>>

export const lineKey = ({ document }: OpenItem) =>
  `${document.source} ${document.type} ${document.number} ${document.itemNo}`

interface LinkedSheetProps {
  statement: Linked
  disputed: DisputedLines
  /** Left out once it has been answered. */
  onDisputed: ((lines: DisputedLines) => void) | undefined
}

/** The statement as its receiver reads it: balances, what is open, and a mark on each line that is not right. */
export function LinkedSheet({ statement, disputed, onDisputed }: LinkedSheetProps) {
  const { t } = useTranslation('statements')
  return (
    <>
      <p>
        {t('link.parties', { from: statement.organisation, to: statement.customerName })}
        <br />
        <span className="xh-quiet">
          <Day value={statement.from} /> – <Day value={statement.asOf} />
        </span>
      </p>
      {statement.statements.map((one) => (
        <Panel key={one.currency} title={t('link.openItems', { currency: one.currency })}>
          <div className={styles.sum}>
            <span>{t('link.opening')}</span>
            <Money value={one.opening} currency="sign" />
          </div>
          {one.openItems.map((item) => (
            <Line
              key={lineKey(item)}
              item={item}
              disputed={disputed}
              {...(onDisputed === undefined ? {} : { onDisputed })}
            />
          ))}
          <div className={styles.sum}>
            <span>{t('closing')}</span>
            <Money value={one.closing} currency="sign" strong />
          </div>
        </Panel>
      ))}
      {statement.statements.length === 0 && <p>{t('link.empty')}</p>}
      <p className="xh-quiet">{t('link.reserve')}</p>
    </>
  )
}

interface LineProps {
  item: OpenItem
  disputed: DisputedLines
  onDisputed?: (lines: DisputedLines) => void
}

function Line({ item, disputed, onDisputed }: LineProps) {
  const { t } = useTranslation('statements')
  const key = lineKey(item)
  const said = disputed[key]
  const toggle = (wrong: boolean) => {
    const { [key]: _, ...others } = disputed
    onDisputed?.(wrong ? { ...others, [key]: { item, claimed: '', reason: '' } } : others)
  }
  const change = (part: { claimed?: string; reason?: string }) =>
    said && onDisputed?.({ ...disputed, [key]: { ...said, ...part } })
  return (
    <div className={styles.item}>
      <div className={styles.line}>
        <strong>{item.document.number}</strong>
        <Money value={item.open} currency="sign" strong />
      </div>
      <div className="xh-quiet">
        {item.documentDate} · {t('link.due')} {item.dueDate ?? '–'}
      </div>
      {onDisputed !== undefined && (
        <Checkbox checked={said !== undefined} onChange={({ target }) => toggle(target.checked)}>
          {t('link.wrong')}
        </Checkbox>
      )}
      {said !== undefined && onDisputed !== undefined && (
        <>
          <AmountInput
            value={said.claimed}
            maxLength={20}
            placeholder={t('link.claimed')}
            aria-label={`${t('link.claimed')} ${item.document.number}`}
            onChange={(claimed) => change({ claimed })}
          />
          <Input.TextArea
            rows={2}
            value={said.reason}
            maxLength={1000}
            placeholder={t('link.reason')}
            aria-label={`${t('link.reason')} ${item.document.number}`}
            onChange={({ target }) => change({ reason: target.value })}
          />
        </>
      )}
    </div>
  )
}

import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { formatPercent } from '../../ui/percent'
import { StatusTag } from '../../ui/status-tag'
import type { ReceiptRow } from './api'

type Proposal = NonNullable<ReceiptRow['proposal']>

const SURE = 85
const LIKELY = 65

/** How a receipt would be matched, how sure that is, and on hover why. */
export function Confidence({ proposal }: { proposal: Proposal | null }) {
  const { t } = useTranslation('receipts')
  const textOf = useText()
  if (proposal === null) return <span className="xh-quiet">–</span>
  const { method, confidence, grounds } = proposal
  const tone = confidence >= SURE ? 'good' : confidence >= LIKELY ? 'info' : 'warn'
  return (
    <Tooltip title={grounds.map(textOf).join('；')}>
      <span>
        <StatusTag tone={tone}>
          {t(`method.${method}`)} {formatPercent(confidence)}
        </StatusTag>
      </span>
    </Tooltip>
  )
}

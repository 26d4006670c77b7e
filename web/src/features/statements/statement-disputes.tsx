import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useUser } from '../../session/session'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { Person } from '../../ui/person'
import { StatusTag } from '../../ui/status-tag'
import { useFollowedLines, type FollowedLine, type StatementDetail } from './api'

const open = (status: string) => status === 'opened' || status === 'in_work'

/** The lines that the customer disputes, in their words, and the dispute of the office that each became. */
export function StatementDisputes({ row }: { row: StatementDetail }) {
  const { t } = useTranslation('statements')
  const { can } = useUser()
  const followed = useFollowedLines(row.id, row.disputes.length > 0 && can('collections:read')).data ?? []
  if (row.disputes.length === 0) return null
  return (
    <Panel title={t('disputes')}>
      <Flex vertical gap="small">
        {row.disputes.map(({ source, type, number, itemNo, open: owed, claimed, reason }) => {
          const line = followed.find(
            (one) =>
              one.source === source && one.type === type && one.number === number && one.itemNo === itemNo,
          )
          return (
            <div key={`${source} ${type} ${number} ${itemNo}`}>
              <strong>{number}</strong> <Money value={owed} currency="sign" />
              {claimed !== null && (
                <>
                  {' '}
                  {t('claimed')} <Money value={claimed} currency="sign" />
                </>
              )}
              <div className="xh-quiet">{reason}</div>
              {line !== undefined && <Outcome line={line} customerCode={row.customerCode} />}
            </div>
          )
        })}
      </Flex>
    </Panel>
  )
}

function Outcome({ line, customerCode }: { line: FollowedLine; customerCode: string }) {
  const { t } = useTranslation('statements')
  const { outcome, dispute } = line
  if (dispute === null) return <StatusTag tone="neutral">{t(`outcome.${outcome}`)}</StatusTag>
  return (
    <Flex gap="small" wrap align="center">
      <StatusTag tone={open(dispute.status) ? 'warn' : 'good'}>
        {t(open(dispute.status) ? `outcome.${outcome}` : 'outcome.done')}
      </StatusTag>
      <Link to={`/worklist/${encodeURIComponent(customerCode)}`}>{dispute.number}</Link>
      <span className="xh-quiet">
        <Person username={dispute.owner} nobody={t('outcome.nobody')} /> · {t('outcome.dueOn')}{' '}
        <Day value={dispute.dueOn} />
      </span>
    </Flex>
  )
}

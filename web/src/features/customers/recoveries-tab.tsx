import { AuditOutlined, PhoneOutlined, StopOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useUser } from '../../session/session'
import { BillCases, NoteCases, WaiverCases } from './claim-cases'
import { BadDebtCases, HandOverCases, WriteOffCases } from './recovery-cases'

/** What became of debts that were not simply paid: with a court, written off, given up, bills; and the start of such a case. */
export function RecoveriesTab({ code }: { code: string }) {
  const { can } = useUser()
  const collects = can('collections:read')
  return (
    <Flex vertical gap="middle">
      {collects && <Starts code={code} mayStart={can('collections:write')} />}
      {collects && <HandOverCases code={code} />}
      {collects && <WriteOffCases code={code} />}
      {collects && <BadDebtCases code={code} />}
      <NoteCases code={code} />
      <WaiverCases code={code} />
      <BillCases code={code} />
    </Flex>
  )
}

function Starts({ code, mayStart }: { code: string; mayStart: boolean }) {
  const { t } = useTranslation('customers')
  const asked = encodeURIComponent(code)
  return (
    <Flex gap="small" wrap className="xh-no-print">
      <Link to={`/worklist/${asked}`}>
        <Button icon={<PhoneOutlined />} tabIndex={-1}>
          {t('cases.worklist')}
        </Button>
      </Link>
      {mayStart && (
        <>
          <Link to={`/hand-overs?new=${asked}`}>
            <Button icon={<AuditOutlined />} tabIndex={-1}>
              {t('cases.handOver')}
            </Button>
          </Link>
          <Link to={`/write-offs?new=${asked}`}>
            <Button icon={<StopOutlined />} tabIndex={-1}>
              {t('cases.writeOff')}
            </Button>
          </Link>
        </>
      )}
    </Flex>
  )
}

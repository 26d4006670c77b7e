import { BankOutlined } from '@ant-design/icons'
import { Alert, Button, Divider } from 'antd'
import { useTranslation } from 'react-i18next'
import { expectSession } from '../../session/session'

const problems = [
  'cancelled',
  'expired',
  'provider',
  'claim_missing',
  'email_not_verified',
  'unknown_person',
  'other_identity',
  'inactive',
  'locked',
] as const

/** Why the organisation's own sign-in did not let somebody in. */
export function SingleSignOnProblem({ code }: { code: string | null }) {
  const { t } = useTranslation('identity')
  if (code === null) return null
  const known = problems.find((one) => one === code) ?? 'provider'
  return <Alert type={known === 'cancelled' ? 'info' : 'error'} showIcon title={t(`sso.${known}`)} />
}

/** The way to the organisation's own sign-in, where it has one. */
export function SingleSignOnButton({ label, next }: { label: string; next: string }) {
  const { t } = useTranslation('identity')
  return (
    <>
      <Divider plain>{t('sso.or')}</Divider>
      <Button
        block
        size="large"
        icon={<BankOutlined aria-hidden />}
        href={`/api/v1/session/single-sign-on?next=${encodeURIComponent(next)}`}
        onClick={expectSession}
      >
        {label}
      </Button>
    </>
  )
}

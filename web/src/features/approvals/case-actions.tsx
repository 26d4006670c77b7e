import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActDialog } from './act-dialog'
import type { Case, CaseAction } from '../../ui/cases/case-api'
import styles from './case.module.css'

/** The buttons that stand in the open; the others are behind "more". */
const leading: readonly CaseAction[] = ['approve', 'reject', 'resubmit', 'assign', 'confirm-security']
const further: readonly CaseAction[] = ['conditional', 'return', 'add-signer', 'delegate', 'urge', 'withdraw']

const primary: ReadonlySet<CaseAction> = new Set(['approve', 'resubmit', 'assign', 'confirm-security'])

/** What the reader may do with the case, as the server says; fixed at the bottom of a phone. */
export function CaseActions({ found, atTop = false }: { found: Case; atTop?: boolean }) {
  const { t } = useTranslation('approvals')
  const [action, setAction] = useState<CaseAction>()
  const allowed = new Set(found.mine.actions)
  const open = leading.filter((one) => allowed.has(one))
  const more = further.filter((one) => allowed.has(one))
  if (open.length + more.length === 0) return null
  const shown = open.length === 0 ? more.slice(0, 2) : open
  const hidden = more.filter((one) => !shown.includes(one))
  return (
    <div className={styles.actions} data-top={atTop || undefined} role="group" aria-label={t('act.actions')}>
      {shown.map((one) => (
        <Button
          key={one}
          className={styles.lead ?? ''}
          type={primary.has(one) ? 'primary' : 'default'}
          danger={one === 'reject'}
          onClick={() => setAction(one)}
        >
          {t(`action.${one}`)}
        </Button>
      ))}
      {hidden.length > 0 && (
        <Dropdown
          trigger={['click']}
          placement="topRight"
          menu={{
            items: hidden.map((one) => ({ key: one, label: t(`action.${one}`), danger: one === 'withdraw' })),
            onClick: ({ key }) => setAction(key as CaseAction),
          }}
        >
          <Button icon={<DownOutlined aria-hidden />} iconPlacement="end">
            {t('act.more')}
          </Button>
        </Dropdown>
      )}
      {action !== undefined && (
        <ActDialog key={action} found={found} action={action} onClose={() => setAction(undefined)} />
      )}
    </div>
  )
}

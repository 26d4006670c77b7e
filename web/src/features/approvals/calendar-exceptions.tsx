import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import type { Exception } from './calendar-api'
import styles from './calendar.module.css'

interface CalendarExceptionsProps {
  exceptions: readonly Exception[]
  canEdit: boolean
  onChange: (exceptions: readonly Exception[]) => void
}

/** The days that the organisation treats otherwise than the national calendar, with the reason. */
export function CalendarExceptions({ exceptions, canEdit, onChange }: CalendarExceptionsProps) {
  const { t } = useTranslation('approvals')
  return (
    <Panel title={t('calendar.exceptions')}>
      {exceptions.length === 0 && <p className="xh-quiet">{t('calendar.noExceptions')}</p>}
      <ul className={styles.exceptions}>
        {exceptions.map((one) => (
          <li key={one.day}>
            <span className="xh-numeric">{one.day}</span>
            <span>{t(one.working ? 'calendar.working' : 'calendar.free')}</span>
            <Input
              value={one.name}
              maxLength={100}
              disabled={!canEdit}
              aria-label={t('calendar.nameOf', { day: one.day })}
              status={one.name.trim() === '' ? 'error' : ''}
              onChange={(event) =>
                onChange(
                  exceptions.map((other) =>
                    other.day === one.day ? { ...one, name: event.target.value } : other,
                  ),
                )
              }
            />
            {canEdit && (
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('calendar.remove', { day: one.day })}
                onClick={() => onChange(exceptions.filter(({ day }) => day !== one.day))}
              />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

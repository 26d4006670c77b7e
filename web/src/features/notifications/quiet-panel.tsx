import { Form, Switch, TimePicker } from 'antd'
import dayjs from 'dayjs'
import customParseFormat from 'dayjs/plugin/customParseFormat'
import { useTranslation } from 'react-i18next'
import { useOrganisation } from '../../session/organisation'
import { Panel } from '../../ui/panel'
import styles from './notifications.module.css'
import type { Preferences } from './preferences-api'

dayjs.extend(customParseFormat)

type Times = Pick<Preferences, 'quiet' | 'quietDays' | 'digestAt'>

interface QuietPanelProps {
  draft: Times
  onChange: (change: Partial<Times>) => void
}

const shape = 'HH:mm'
const usual = { from: '20:00', until: '08:00' } as const

function TimeOfDay({
  value,
  label,
  onChange,
}: {
  value: string
  label: string
  onChange: (time: string) => void
}) {
  return (
    <TimePicker
      format={shape}
      minuteStep={5}
      allowClear={false}
      aria-label={label}
      value={dayjs(value, shape)}
      onChange={(time) => time !== null && onChange(time.format(shape))}
    />
  )
}

/** When no mail may come, and when the digest of the day is made; times are those of the organisation. */
export function QuietPanel({ draft, onChange }: QuietPanelProps) {
  const { t } = useTranslation('notifications')
  const zone = useOrganisation().data?.timeZone ?? ''
  const { quiet, quietDays, digestAt } = draft
  return (
    <Panel title={t('quiet.title')}>
      <Form layout="vertical" component="div" className={styles.form ?? ''}>
        <Form.Item label={t('quiet.hours')} extra={t('quiet.hoursHint', { zone })}>
          <div className={styles.buttons}>
            <Switch
              checked={quiet !== null}
              aria-label={t('quiet.hours')}
              onChange={(isOn) => onChange({ quiet: isOn ? usual : null })}
            />
            {quiet !== null && (
              <>
                <TimeOfDay
                  value={quiet.from}
                  label={t('quiet.from')}
                  onChange={(from) => onChange({ quiet: { ...quiet, from } })}
                />
                <span>–</span>
                <TimeOfDay
                  value={quiet.until}
                  label={t('quiet.until')}
                  onChange={(until) => onChange({ quiet: { ...quiet, until } })}
                />
              </>
            )}
          </div>
        </Form.Item>
        <Form.Item label={t('quiet.days')} extra={t('quiet.daysHint')}>
          <Switch
            checked={quietDays}
            aria-label={t('quiet.days')}
            onChange={(isOn) => onChange({ quietDays: isOn })}
          />
        </Form.Item>
        <Form.Item label={t('quiet.digest')} extra={t('quiet.digestHint')}>
          <TimeOfDay
            value={digestAt}
            label={t('quiet.digest')}
            onChange={(time) => onChange({ digestAt: time })}
          />
        </Form.Item>
      </Form>
    </Panel>
  )
}

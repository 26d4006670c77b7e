import { Timeline } from 'antd'
import { useTranslation } from 'react-i18next'
import { Instant } from '../../ui/day'
import { Panel } from '../../ui/panel'
import { Person } from '../../ui/person'
import type { Model } from './api'

/** Every step of the model's life, newest first. */
export function EventsTab({ model }: { model: Model }) {
  const { t } = useTranslation('models')
  return (
    <Panel title={t('tab.events')}>
      <Timeline
        items={model.events.map((event, at) => ({
          key: at,
          content: (
            <>
              <strong>{t(`event.${event.kind as 'trained'}`)}</strong> <Person username={event.by} />{' '}
              <Instant value={event.at} />
              {event.note !== null && <p className="xh-quiet">{event.note}</p>}
            </>
          ),
        }))}
      />
    </Panel>
  )
}

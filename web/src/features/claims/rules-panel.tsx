import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePersonName } from '../../session/people'
import { Panel } from '../../ui/panel'
import { StatusTag } from '../../ui/status-tag'
import { useClaimRules } from './api'
import { RulesDrawer } from './rules-drawer'

/** The figures of the law that are in force, the versions before them, and the way to publish the next. */
export function RulesPanel() {
  const { t } = useTranslation('claims')
  const nameOf = usePersonName()
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const found = useClaimRules().data
  const rules = found?.items.find(({ inForce }) => inForce)
  const [newest] = found?.items ?? []
  if (found === undefined || rules === undefined || newest === undefined) return null
  const { content, version, source } = rules
  const saved = () => {
    setEditing(false)
    for (const queryKey of [['claim-rules'], ['claims'], ['list', 'claims']])
      void queries.invalidateQueries({ queryKey })
  }
  return (
    <Panel
      title={t('rules.title', { version })}
      extra={
        found.allowed.includes('edit') && (
          <Button size="small" onClick={() => setEditing(true)}>
            {t('rules.edit')}
          </Button>
        )
      }
    >
      <p>
        {t('rules.text', {
          dayCount: content.dayCount,
          daily: content.smeDailyPercent,
          factor: content.statutoryFactor,
          years: content.limitationYears,
          warn: content.warnDays.join(' / '),
          months: content.guaranteeMonths,
          guaranteeWarn: content.guaranteeWarnDays.join(' / '),
        })}
      </p>
      <p className="xh-quiet">{source}</p>
      {found.items.length > 1 && (
        <ul>
          {found.items.map((one) => (
            <li key={one.version}>
              {t('rules.version', { version: one.version, day: one.validFrom, by: nameOf(one.createdBy) })}{' '}
              {one.inForce && <StatusTag tone="good">{t('rules.inForce')}</StatusTag>}
              <span className="xh-quiet"> {one.source}</span>
            </li>
          ))}
        </ul>
      )}
      {editing && <RulesDrawer rules={newest} onClose={() => setEditing(false)} onSaved={saved} />}
    </Panel>
  )
}

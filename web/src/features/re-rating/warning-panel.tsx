import { Button, Descriptions, Flex, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { Instant } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { GradeTag } from '../../ui/grade-tag'
import { scoreText } from '../../ui/score-text'
import { workOnWarning, type Warning } from './api'
import { Cause } from './cause'
import { ColleagueSelect } from './colleague-select'

interface WarningPanelProps {
  warning: Warning
  onDone: (after: Warning) => void
}

type Act = { readonly act: 'acknowledge' | 'close' | 'assign'; readonly body: object }

/** One warning: why, how it stands now, who looks after it, and what was found. */
export function WarningPanel({ warning, onDone }: WarningPanelProps) {
  const { t } = useTranslation('rerating')
  const [note, setNote] = useState(warning.note ?? '')
  const work = useMutation({
    mutationFn: ({ act, body }: Act) => workOnWarning(warning.id, act, body),
    onSuccess: onDone,
  })
  const may = warning.allowed.includes('work')
  const said = note.trim()
  const items = [
    {
      key: 'customer',
      label: t('customer'),
      children: (
        <Link to={`/customers/${encodeURIComponent(warning.customerCode)}/rating`}>
          {warning.customerName}
        </Link>
      ),
    },
    { key: 'grade', label: t('grade'), children: <GradeTag grade={warning.grade} /> },
    {
      key: 'score',
      label: t('score'),
      children: t('warnings.below', { score: scoreText(warning.score), line: warning.threshold }),
    },
    { key: 'cause', label: t('cause.title'), children: <Cause cause={warning.cause} /> },
    { key: 'at', label: t('warnings.raisedAt'), children: <Instant value={warning.raisedAt} /> },
    ...(warning.recoveredAt === null
      ? []
      : [
          {
            key: 'recovered',
            label: t('warnings.recoveredAt'),
            children: <Instant value={warning.recoveredAt} />,
          },
        ]),
  ]
  return (
    <Flex vertical gap="middle">
      <Descriptions column={1} size="small" items={items} />
      <ColleagueSelect
        value={warning.assignee}
        disabled={!may || work.isPending}
        onChange={(username) => work.mutate({ act: 'assign', body: { username } })}
      />
      <Input.TextArea
        rows={3}
        value={note}
        disabled={!may}
        maxLength={1000}
        placeholder={t('warnings.note')}
        aria-label={t('warnings.note')}
        onChange={(event) => setNote(event.target.value)}
      />
      <ProblemAlert error={work.error} />
      {may && (
        <Flex gap="small" wrap>
          {warning.status === 'open' && (
            <Button
              type="primary"
              loading={work.isPending}
              onClick={() => work.mutate({ act: 'acknowledge', body: said === '' ? {} : { note: said } })}
            >
              {t('warnings.acknowledge')}
            </Button>
          )}
          <Button
            loading={work.isPending}
            disabled={said === ''}
            onClick={() => work.mutate({ act: 'close', body: { note: said } })}
          >
            {t('warnings.close')}
          </Button>
        </Flex>
      )}
    </Flex>
  )
}

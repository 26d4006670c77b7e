import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { DataList } from '../../ui/data-list/data-list'
import type { ListState } from '../../ui/data-list/list-state'
import type { DataColumn, DataFilter } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { BatchDecide } from './batch-decide'
import { listBox, type Box, type BoxRow } from '../../ui/cases/case-api'
import { CaseStatus, Due } from '../../ui/cases/case-status'
import { useSubjects } from './flow-api'
import styles from './inbox.module.css'

const statuses = ['running', 'approved', 'rejected', 'withdrawn', 'void'] as const

/** A row is a step of mine where there is one: a case may wait for me at two nodes at once. */
const keyOf = (row: BoxRow) => `${row.id}:${row.stepId ?? ''}`

function useColumns(box: Box, openId: string | undefined): readonly DataColumn<BoxRow>[] {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  return useMemo(
    () => [
      {
        key: 'title',
        title: t('column.request'),
        pinned: true,
        card: 'title',
        render: (row) => (
          <span
            className={styles.who}
            data-open={row.id === openId || undefined}
            data-narrow={openId !== undefined || undefined}
          >
            <span className={styles.name}>
              {row.read === false && <span className={styles.unread} title={t('box.unread')} />}
              {textOf(row.title)}
            </span>
            <span className="xh-quiet">{`${row.number} · ${row.submitter.displayName}`}</span>
          </span>
        ),
      },
      {
        key: 'amount',
        title: t('column.amount'),
        align: 'right',
        card: 'aside',
        render: (row) => <Money value={row.amount} currency="sign" strong />,
      },
      {
        key: 'state',
        title: t('column.state'),
        render: (row) =>
          box === 'todo' || box === 'all' || box === 'security' ? (
            <Due item={row} />
          ) : (
            <CaseStatus status={row.status} />
          ),
      },
      {
        key: 'node',
        title: t('column.node'),
        optional: openId !== undefined,
        render: (row) =>
          row.nodeName == null ? (
            row.waitingFor.map(({ displayName }) => displayName).join(t('separator')) || (
              <span className="xh-quiet">–</span>
            )
          ) : (
            <>
              {textOf(row.nodeName)}
              {box === 'done' && row.decision != null && (
                <span className="xh-quiet"> · {t(`step.${row.decision}`)}</span>
              )}
            </>
          ),
      },
      {
        key: 'submitter',
        title: t('column.submitter'),
        optional: true,
        render: (row) => row.submitter.displayName,
      },
      {
        key: 'submittedAt',
        title: t('column.submittedAt'),
        optional: openId !== undefined,
        render: (row) => <Instant value={row.submittedAt} />,
      },
      { key: 'segment', title: t('column.segment'), optional: true, render: (row) => row.segment ?? '–' },
    ],
    [t, textOf, box, openId],
  )
}

function useFilters(box: Box): readonly DataFilter[] {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const subjects = useSubjects().data?.items ?? []
  if (box === 'security') return []
  return [
    {
      key: 'subject',
      label: t('column.subject'),
      options: subjects.map(({ key, name }) => ({ value: key, label: textOf(name) })),
    },
    ...(box === 'todo'
      ? []
      : [
          {
            key: 'status',
            label: t('column.state'),
            options: statuses.map((value) => ({ value, label: t(`status.${value}`) })),
          },
        ]),
    { key: 'overdue', label: t('box.time'), options: [{ value: 'true', label: t('box.overdueOnly') }] },
  ]
}

interface InboxListProps {
  box: Box
  openId: string | undefined
  onOpen: (row: BoxRow) => void
}

/** One box of the inbox as a worklist; ticking decides many with one reason. */
export function InboxList({ box, openId, onOpen }: InboxListProps) {
  const { t } = useTranslation('approvals')
  const [selected, setSelected] = useState<readonly string[]>([])
  const load = useCallback((state: ListState, signal: AbortSignal) => listBox(box, state, signal), [box])
  const columns = useColumns(box, openId)
  const filters = useFilters(box)
  const steps = selected.map((key) => {
    const [caseId = '', stepId = ''] = key.split(':')
    return { caseId, stepId }
  })
  return (
    <DataList<BoxRow>
      name="approvals"
      scope={box}
      columns={columns}
      filters={filters}
      load={load}
      rowKey={keyOf}
      onOpen={onOpen}
      {...(box === 'all' || box === 'security' ? {} : { searchPlaceholder: t('box.search') })}
      {...(box === 'todo'
        ? {
            selection: {
              selected,
              onChange: setSelected,
              bar: <BatchDecide steps={steps} onDone={() => setSelected([])} />,
            },
          }
        : {})}
      empty={{ title: t(`empty.${box}.title`), hint: t(`empty.${box}.hint`) }}
    />
  )
}

import { AuditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useUser } from '../../session/session'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import { kinds, listHandOvers, useActed, type HandOverRow } from './api'
import { FiguresBar } from './figures-bar'
import { HandOverPanel } from './hand-over-panel'
import { NewHandOver } from './new-hand-over'
import { StageTag } from './stage-tag'
import { useNewCase } from './use-new-case'
import { Handler } from './handler'

function useColumns(narrow: boolean): readonly DataColumn<HandOverRow>[] {
  const { t } = useTranslation('recoveries')
  return useMemo(
    () => [
      { key: 'number', title: t('number'), width: 120, render: ({ number }) => number },
      {
        key: 'customer',
        title: t('customer'),
        card: 'title',
        pinned: true,
        render: ({ customerName }) => customerName,
      },
      { key: 'kind', title: t('kind.title'), optional: narrow, render: ({ kind }) => t(`kind.${kind}`) },
      {
        key: 'stage',
        title: t('stage.title'),
        card: 'aside',
        render: ({ stage, outcome }) => <StageTag stage={stage} outcome={outcome} />,
      },
      {
        key: 'on',
        title: t('since'),
        card: 'none',
        optional: narrow,
        render: ({ stageOn }) => <Day value={stageOn} />,
      },
      {
        key: 'handler',
        title: t('handler'),
        optional: narrow,
        render: ({ handler, firm }) => <Handler handler={handler} firm={firm} />,
      },
      {
        key: 'amount',
        title: t('amount'),
        align: 'right',
        render: ({ amount }) => <Money value={amount} currency="sign" strong />,
      },
      {
        key: 'received',
        title: t('received'),
        optional: narrow,
        align: 'right',
        render: ({ received }) => <Money value={received} currency="sign" />,
      },
    ],
    [t, narrow],
  )
}

/** Debts with a court, a commission or an agency; one click opens the case beside the list. */
export function Component() {
  const { t } = useTranslation('recoveries')
  const { can } = useUser()
  const { id } = useParams()
  const navigate = useNavigate()
  const columns = useColumns(id !== undefined)
  const acted = useActed()
  const { adding, customer, start, stop } = useNewCase()
  const open = (to: string) => void navigate(`/hand-overs/${to}`)
  const filters = [
    {
      key: 'state',
      label: t('state.title'),
      options: (['open', 'closed'] as const).map((value) => ({ value, label: t(`state.${value}`) })),
    },
    {
      key: 'kind',
      label: t('kind.title'),
      options: kinds.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
  ]
  return (
    <>
      <PageHeader
        title={t('handOver.title')}
        detail={<FiguresBar />}
        actions={
          can('collections:write') && (
            <Button type="primary" icon={<AuditOutlined />} onClick={start}>
              {t('handOver.new')}
            </Button>
          )
        }
      />
      <SplitView
        label={t('handOver.one')}
        onClose={() => void navigate('/hand-overs')}
        list={
          <DataList
            name="hand-overs"
            columns={columns}
            filters={filters}
            load={listHandOvers}
            rowKey={(row) => row.id}
            onOpen={(row) => open(row.id)}
            empty={{ title: t('handOver.none'), hint: t('handOver.noneHint') }}
          />
        }
        detail={id === undefined ? undefined : <HandOverPanel key={id} id={id} />}
      />
      {adding && (
        <NewHandOver
          customer={customer}
          onClose={stop}
          onSaved={(one) => {
            acted()
            open(one.id)
          }}
        />
      )}
    </>
  )
}

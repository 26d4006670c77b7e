import { Button, InputNumber, Select, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { useBinLabel } from './bin-chart'
import { cutAt, cutMoved, levelMoved, manualOf, merged, type ManualBins } from './bin-edits'
import type { Bins } from './bins-api'
import { plain, share } from './figures'

interface EditProps {
  bins: Bins
  onChange: (bins: ManualBins) => void
}

type Row = Bins['bins'][number] & { readonly at: number }

function Upper({ bins, at, onChange }: EditProps & { at: number }) {
  const { t } = useTranslation('models')
  const edge = bins.breaks[at]
  if (bins.kind !== 'number' || edge === undefined) return null
  return (
    <InputNumber
      key={edge}
      size="small"
      defaultValue={edge}
      aria-label={t('bin.upper', { bin: at + 1 })}
      changeOnWheel={false}
      onBlur={({ target }) => {
        const value = Number(target.value)
        if (target.value.trim() !== '' && Number.isFinite(value) && value !== edge)
          onChange(cutMoved(bins, at, value))
      }}
      onPressEnter={({ currentTarget }) => currentTarget.blur()}
    />
  )
}

function Acts({ bins, row, onChange }: EditProps & { row: Row }) {
  const { t } = useTranslation('models')
  const { at, splitAt, kind } = row
  if (kind === 'code' || kind === 'missing') return <span className="xh-quiet">{t('bin.ownBin')}</span>
  const regular = bins.kind === 'number' ? bins.breaks.length + 1 : bins.groups.length
  return (
    <Space size={4} wrap>
      <Button size="small" disabled={at + 1 >= regular} onClick={() => onChange(merged(manualOf(bins), at))}>
        {t('bin.merge')}
      </Button>
      {bins.kind === 'number' && (
        <Button
          size="small"
          disabled={splitAt === null}
          onClick={() => splitAt !== null && onChange(cutAt(bins, splitAt))}
        >
          {splitAt === null ? t('bin.split') : t('bin.splitAt', { value: splitAt })}
        </Button>
      )}
    </Space>
  )
}

/** The bins with what each holds; every change is counted again at once. */
export function BinTable({ bins, onChange }: EditProps) {
  const { t } = useTranslation('models')
  const labelOf = useBinLabel()
  const number = (text: string) => <span className="xh-numeric">{text}</span>
  const columns: readonly StackingColumn<Row>[] = [
    { key: 'bin', title: t('bin.bin'), render: (_, row) => labelOf(row.label, row.kind) },
    ...(bins.kind === 'number'
      ? [
          {
            key: 'upper',
            title: t('bin.cut'),
            render: (_: unknown, row: Row) => <Upper bins={bins} at={row.at} onChange={onChange} />,
          },
        ]
      : []),
    { key: 'n', title: t('column.cases'), align: 'end', render: (_, row) => number(plain(row.count, 0)) },
    { key: 'bad', title: t('class.bad'), align: 'end', render: (_, row) => number(plain(row.bad, 0)) },
    { key: 'rate', title: t('axis.badRate'), align: 'end', render: (_, row) => number(share(row.badRate)) },
    { key: 'woe', title: 'WoE', align: 'end', render: (_, row) => number(plain(row.woe, 3)) },
    { key: 'iv', title: 'IV', align: 'end', render: (_, row) => number(plain(row.iv, 3)) },
    {
      key: 'action',
      title: t('column.action'),
      render: (_, row) => <Acts bins={bins} row={row} onChange={onChange} />,
    },
  ]
  return (
    <StackingTable
      rows={bins.bins.map((bin, at) => ({ ...bin, at }))}
      rowKey={({ at }) => String(at)}
      columns={columns}
    />
  )
}

type Level = Bins['levels'][number]

/** The texts of a category, each with the group it is in. */
export function LevelTable({ bins, onChange }: EditProps) {
  const { t } = useTranslation('models')
  const groupOf = (level: string) => bins.groups.findIndex((group) => group.includes(level))
  const options = [
    ...bins.groups.map((group, at) => ({ value: at, label: `${at + 1}. ${group.join(', ')}` })),
    { value: bins.groups.length, label: t('bin.newGroup') },
  ]
  const columns: readonly StackingColumn<Level>[] = [
    { key: 'level', title: t('bin.level'), render: (_, one) => one.level },
    { key: 'n', title: t('column.cases'), align: 'end', render: (_, one) => plain(one.count, 0) },
    { key: 'rate', title: t('axis.badRate'), align: 'end', render: (_, one) => share(one.badRate) },
    {
      key: 'group',
      title: t('bin.group'),
      render: (_, one) => (
        <Select
          size="small"
          style={{ minWidth: 160, maxWidth: 280 }}
          aria-label={t('bin.groupOf', { level: one.level })}
          {...(groupOf(one.level) < 0 ? {} : { value: groupOf(one.level) })}
          options={options}
          onChange={(to: number) => onChange(levelMoved(bins, one.level, to))}
        />
      ),
    },
  ]
  return <StackingTable rows={bins.levels} rowKey={({ level }) => level} columns={columns} pageSize={20} />
}

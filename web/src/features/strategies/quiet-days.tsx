import { Button, Flex, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../ui/day-input'
import type { StrategyDocument } from './strategy-api'

type Spell = StrategyDocument['quietDays'][number]

interface QuietDaysProps {
  spells: readonly Spell[]
  onChange: (spells: Spell[]) => void
}

/** Spells in which no customer is contacted: festivals, a stock-taking, a dispute in the trade. */
export function QuietDays({ spells, onChange }: QuietDaysProps) {
  const { t } = useTranslation('strategies')
  const put = (index: number, change: Partial<Spell>) =>
    onChange(spells.map((spell, at) => (at === index ? { ...spell, ...change } : spell)))
  const today = new Date().toISOString().slice(0, 10)
  return (
    <Flex vertical gap="small">
      {spells.map((spell, index) => (
        <Flex key={index} gap="small" wrap>
          <Input
            style={{ width: 160 }}
            aria-label={t('quiet.name')}
            maxLength={100}
            value={spell.name}
            onChange={({ target }) => put(index, { name: target.value })}
          />
          {(['from', 'until'] as const).map((part) => (
            <DayInput
              key={part}
              style={{ width: 150 }}
              aria-label={t(`quiet.${part}`)}
              value={spell[part]}
              onChange={(day) => put(index, { [part]: day })}
            />
          ))}
          <Button onClick={() => onChange(spells.toSpliced(index, 1))}>{t('design.remove')}</Button>
        </Flex>
      ))}
      <div>
        <Button
          size="small"
          onClick={() => onChange([...spells, { name: t('quiet.one'), from: today, until: today }])}
        >
          {t('quiet.add')}
        </Button>
      </div>
    </Flex>
  )
}

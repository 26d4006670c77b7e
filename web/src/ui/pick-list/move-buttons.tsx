import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'

interface MoveButtonsProps {
  /** What is moved, for those who hear the buttons. */
  name: string
  at: number
  count: number
  disabled?: boolean
  onMove: (from: number, to: number) => void
}

/** Moves one entry of a list up or down, by mouse and by keys. */
export function MoveButtons({ name, at, count, disabled = false, onMove }: MoveButtonsProps) {
  const { t } = useTranslation()
  return (
    <Flex>
      <Button
        type="text"
        icon={<ArrowUpOutlined />}
        aria-label={t('pickList.upOf', { name })}
        disabled={disabled || at === 0}
        onClick={() => onMove(at, at - 1)}
      />
      <Button
        type="text"
        icon={<ArrowDownOutlined />}
        aria-label={t('pickList.downOf', { name })}
        disabled={disabled || at === count - 1}
        onClick={() => onMove(at, at + 1)}
      />
    </Flex>
  )
}

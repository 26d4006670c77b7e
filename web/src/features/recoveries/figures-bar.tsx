import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Money } from '../../ui/money'
import { useFigures } from './api'

/** What was not collected in the last twelve months, and what came back. */
export function FiguresBar() {
  const { t } = useTranslation('recoveries')
  const figures = useFigures().data?.figures ?? []
  return (
    <Flex vertical gap={4}>
      {figures.map(({ handedOver, handedOverAmount, written, recovered, unlearnt }) => (
        <Flex key={written.currency} wrap gap="4px 16px">
          <span>
            {t('figures.handedOver', { count: handedOver })}{' '}
            <Money value={handedOverAmount} currency="sign" />
          </span>
          <span>
            {t('figures.written')} <Money value={written} currency="sign" />
          </span>
          <span>
            {t('figures.recovered')} <Money value={recovered} currency="sign" />
          </span>
          {unlearnt > 0 && <span>{t('figures.unlearnt', { count: unlearnt })}</span>}
        </Flex>
      ))}
    </Flex>
  )
}

import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { isZero } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import { useFigures } from './api'

/** What was not collected in the last twelve months, and what came back. */
export function FiguresBar() {
  const { t } = useTranslation('recoveries')
  // A currency in which nothing was handed over, written off or recovered has nothing to say; the first one always speaks.
  const figures = (useFigures().data?.figures ?? []).filter(
    (one, index) =>
      index === 0 || one.handedOver > 0 || !isZero(one.written.amount) || !isZero(one.recovered.amount),
  )
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

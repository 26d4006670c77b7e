import { Button, Flex } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { Day } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { MoneyList } from '../../ui/money-list'
import { Panel } from '../../ui/panel'
import { letterHref, useLetters, writeLetter } from './api'

const PAY_WITHIN_DAYS = 10

interface LetterPanelProps {
  customerCode: string
  may: boolean
  onWritten: () => void
}

/** Letters that demand payment: what was written, whether its arrival is proved, and a new one. */
export function LetterPanel({ customerCode, may, onWritten }: LetterPanelProps) {
  const { t, i18n } = useTranslation('claims')
  const letters = useLetters(customerCode).data ?? []
  const write = useMutation({
    mutationFn: () =>
      writeLetter(customerCode, {
        language: i18n.language === 'en' ? 'en' : 'zh-CN',
        payBy: dayjs().add(PAY_WITHIN_DAYS, 'day').format('YYYY-MM-DD'),
      }),
    onSuccess: onWritten,
  })
  return (
    <Panel
      title={t('letters.title')}
      extra={
        may && (
          <Button size="small" loading={write.isPending} onClick={() => write.mutate()}>
            {t('letters.write')}
          </Button>
        )
      }
    >
      <Flex vertical gap="small">
        <ProblemAlert error={write.error} />
        {letters.length === 0 && <span className="xh-quiet">{t('letters.none')}</span>}
        {letters.map(({ id, reference, writtenOn, debts, totals, arrivedOn }) => (
          <div key={id}>
            <a href={letterHref(id)} download>
              {reference}
            </a>{' '}
            <Day value={writtenOn} /> · {t('letters.debts', { count: debts })}{' '}
            <MoneyList values={totals} heading={undefined} />
            <div className="xh-quiet">
              {arrivedOn === null ? t('letters.notArrived') : t('letters.arrived', { day: arrivedOn })}
            </div>
          </div>
        ))}
      </Flex>
    </Panel>
  )
}

import { CheckCircleFilled, CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useOrganisation } from '../../session/organisation'
import { useUser } from '../../session/session'
import { useMostOverdue, useOpenHolds } from './api'
import styles from './tour.module.css'

const steps = ['hold', 'customer', 'aging'] as const
type Step = (typeof steps)[number]

interface Progress {
  done: readonly Step[]
  closed: boolean
}

function isStep(value: unknown): value is Step {
  return steps.some((step) => step === value)
}

function readProgress(key: string): Progress {
  const stored = (localStorage.getItem(key) ?? '').split(',')
  return { done: stored.filter(isStep), closed: stored.includes('closed') }
}

/** On the demo book, until it is closed: a held order, a customer, the aging. */
export function Tour() {
  const { t } = useTranslation('home')
  const user = useUser()
  const key = `xinheng.tour.${user.username}`
  const [progress, setProgress] = useState(() => readProgress(key))
  const demo = useOrganisation().data?.demoBook === true
  const holds = useOpenHolds(user.can('holds:read'))
  const overdue = useMostOverdue(user.can('receivables:read'))
  if (!demo || progress.closed) return null

  const store = (next: Progress) => {
    localStorage.setItem(key, [...next.done, ...(next.closed ? ['closed'] : [])].join(','))
    setProgress(next)
  }
  const hold = holds.data?.items[0]
  const customer = overdue.data?.items[0]
  const targets: Readonly<Record<Step, string>> = {
    hold: hold === undefined ? '/holds' : `/holds/${hold.id}`,
    customer: customer === undefined ? '/customers' : `/customers/${encodeURIComponent(customer.code)}`,
    aging: '/aging',
  }
  return (
    <section className={styles.tour} aria-labelledby="tour-title">
      <header className={styles.head}>
        <h2 id="tour-title" className={styles.title}>
          {t('tour.title')}
        </h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          onClick={() => store({ ...progress, closed: true })}
        >
          {t('tour.close')}
        </Button>
      </header>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={step}>
            <Link
              to={targets[step]}
              className={styles.step ?? ''}
              onClick={() => store({ ...progress, done: [...new Set([...progress.done, step])] })}
            >
              <span className={styles.number} aria-hidden>
                {progress.done.includes(step) ? <CheckCircleFilled /> : index + 1}
              </span>
              <span>
                <strong>{t(`tour.${step}.title`)}</strong>
                <span className={styles.hint}>{t(`tour.${step}.hint`)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  )
}

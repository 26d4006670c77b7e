import { useTranslation } from 'react-i18next'
import type { DemoAccount } from './api'
import styles from './entry.module.css'

interface DemoAccountsProps {
  accounts: readonly DemoAccount[]
  onPick: (account: DemoAccount) => void
}

/** The known accounts of the demo book, one press each. */
export function DemoAccounts({ accounts, onPick }: DemoAccountsProps) {
  const { t } = useTranslation('identity')
  return (
    <section className={styles.demo} aria-labelledby="demo-title">
      <h2 id="demo-title" className={styles.demoTitle}>
        {t('demo.title')}
      </h2>
      <p className={styles.demoHint}>{t('demo.hint')}</p>
      <ul className={styles.accounts}>
        {accounts.map((account) => (
          <li key={account.username}>
            <button type="button" className={styles.account} onClick={() => onPick(account)}>
              <strong>{t(`role.${account.role}`)}</strong>
              <span>
                {account.displayName} · {account.username}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

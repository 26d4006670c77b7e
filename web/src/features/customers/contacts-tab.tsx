import { BankAccountsPanel } from './bank-accounts-panel'
import { ContactsPanel } from './contacts-panel'
import styles from './customers.module.css'

/** People at the customer, and the accounts it pays from. */
export function ContactsTab({ code }: { code: string }) {
  return (
    <div className={styles.stacked}>
      <ContactsPanel code={code} />
      <BankAccountsPanel code={code} />
    </div>
  )
}

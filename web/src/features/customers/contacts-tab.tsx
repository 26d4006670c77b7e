import { BankAccountsPanel } from './bank-accounts-panel'
import { ContactsPanel } from './contacts-panel'

/** People at the customer, and the accounts it pays from. */
export function ContactsTab({ code }: { code: string }) {
  return (
    <>
      <ContactsPanel code={code} />
      <BankAccountsPanel code={code} />
    </>
  )
}

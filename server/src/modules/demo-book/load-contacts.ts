import { systemPrincipal } from '../../kernel/access.js'
import { masked } from '../../kernel/masked.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Database } from '../../platform/db/types.js'
import { addBankAccounts, type BankAccount } from '../customers/bank-account-store.js'
import { addContacts, type Contact } from '../customers/contact-store.js'
import { findCustomersByCode } from '../customers/customer-store.js'
import type { BookParams, DemoCustomer } from './domain/book.js'
import { bankAccountsOf, contactsOf } from './domain/contacts.js'

/** Customers whose people one transaction writes. */
const CUSTOMERS = 1_000

/** Writes the people at the customers and the accounts they pay from, sealed like those that users enter. */
export async function loadContacts(
  db: Database,
  params: BookParams,
  customers: readonly DemoCustomer[],
  context: { readonly secrets: SecretBox; readonly at: Date },
): Promise<void> {
  const { secrets, at } = context
  for (let start = 0; start < customers.length; start += CUSTOMERS) {
    const some = customers.slice(start, start + CUSTOMERS)
    const stored = await findCustomersByCode(
      db,
      some.map(({ code }) => code),
    )
    const ids = new Map(stored.map(({ code, id }) => [code, id]))
    const found = some.flatMap((customer) => {
      const customerId = ids.get(customer.code)
      return customerId === undefined ? [] : [{ customer, customerId }]
    })
    const contacts = found.flatMap(({ customer, customerId }) =>
      contactsOf(params, customer).map(({ phone, identityNumber, ...known }): Contact => ({
        ...known,
        customerId,
        phoneSealed: secrets.seal(phone),
        phoneMasked: masked('phone', phone),
        identitySealed: identityNumber === null ? null : secrets.seal(identityNumber),
        identityMasked: identityNumber === null ? null : masked('identity-number', identityNumber),
      })),
    )
    const accounts = found.flatMap(({ customer, customerId }) =>
      bankAccountsOf(params, customer).map(({ number, ...known }): BankAccount => ({
        ...known,
        customerId,
        numberSealed: secrets.seal(number),
        numberMasked: masked('bank-account', number),
      })),
    )
    await db.transaction(async (tx) => {
      await addContacts(tx, contacts, systemPrincipal.label, at)
      await addBankAccounts(tx, accounts, systemPrincipal.label, at)
    })
  }
}

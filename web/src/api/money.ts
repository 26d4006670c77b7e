/** Money on the wire: a decimal string with at most the currency's minor digits. Never a number. */
export interface Money {
  amount: string
  currency: string
}

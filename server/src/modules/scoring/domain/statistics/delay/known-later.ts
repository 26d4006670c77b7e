/**
 * Columns that usually hold what became of an invoice: known only after it was written, so no feature. The list is what
 * such columns are called in the exports of accounting systems; others are named by the caller.
 */
const laterNames =
  /disput|settle|paid|payment_?(date|day|on)|pay_?date|clear(ed|ing)|days_?(late|overdue|delay)|overdue|delay|collect|remind|dunning|writ(e|ten)_?off|status|争议|结清|付款|收款|回款|到账|核销|逾期|催收|状态/i

/** Names that only sound so: how an invoice is sent is known when it is sent. */
const notLater = /^(paymentterms?|payment_terms?|付款条件|付款方式|收款条件)$/i

/** True when the name of a column says that it is known only afterwards. */
export function isKnownLaterByName(name: string): boolean {
  return laterNames.test(name) && !notLater.test(name)
}

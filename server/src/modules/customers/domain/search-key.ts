/** How a reader of Chinese text spells it: full pinyin without tones and the initials. */
export type Spell = (text: string) => { full: string; initials: string }

/** Text as it is compared: full-width signs as half-width ones, lower case. The name itself stays as it is written. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}

/** Everything under which a customer is found: name, pinyin, initials, code, USCC; folded, single spaces. */
export function searchKey(
  customer: { name: string; code: string; uscc: string | null },
  spell: Spell,
): string {
  const { full, initials } = spell(customer.name)
  const parts = [customer.name, full, initials, customer.code, customer.uscc ?? '']
  return [...new Set(parts.map(folded))].filter((part) => part !== '').join(' ')
}

/** Makes what a person typed comparable with a search key; LIKE wildcards are taken literally. */
export function searchPattern(typed: string): string {
  return `%${folded(typed).replace(/[\\%_]/g, (char) => `\\${char}`)}%`
}

/** How a reader of Chinese text spells it: full pinyin without tones and the initials. */
export type Spell = (text: string) => { full: string; initials: string }

/** Everything under which a customer is found: name, pinyin, initials, code, USCC; lower case, single spaces. */
export function searchKey(
  customer: { name: string; code: string; uscc: string | null },
  spell: Spell,
): string {
  const { full, initials } = spell(customer.name)
  const parts = [customer.name, full, initials, customer.code, customer.uscc ?? '']
  return [...new Set(parts.map((part) => part.toLowerCase().trim()))].filter((part) => part !== '').join(' ')
}

/** Makes what a person typed comparable with a search key; LIKE wildcards are taken literally. */
export function searchPattern(typed: string): string {
  return `%${typed
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, (char) => `\\${char}`)}%`
}

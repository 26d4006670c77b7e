/** Where the link of a message stands in its text. Which link it is is known when the message leaves. */
export const LINK_PLACE = '{link}'

/** Whether a text asks for a link. */
export function namesLink(text: string): boolean {
  return text.includes(LINK_PLACE)
}

/** The text with its link; without one, the lines that name it are left out. */
export function withLink(text: string, link: string | null): string {
  if (link !== null) return text.replaceAll(LINK_PLACE, link)
  return text
    .split('\n')
    .filter((line) => !namesLink(line))
    .join('\n')
}

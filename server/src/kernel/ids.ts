/** UUID of any version in its canonical lower-case form. Ids are made by the application (time-ordered v7). */
export type Id = string

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isId(text: string): boolean {
  return pattern.test(text)
}

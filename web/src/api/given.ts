type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

/** Leaves out what is undefined, for optional query parameters. */
export function given<T extends Record<string, unknown>>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>
}

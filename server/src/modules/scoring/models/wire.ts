type Wire<T> = T extends readonly (infer Item)[]
  ? Wire<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Wire<T[Key]> }
    : T

/** The same value as the schemas of answers type it: they do not know what is read-only. */
export function wire<T>(value: T): Wire<T> {
  return value as Wire<T>
}

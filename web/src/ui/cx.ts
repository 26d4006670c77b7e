/** Joins class names and leaves out what is not set; gives a plain string, as strict optional props need. */
export function cx(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}

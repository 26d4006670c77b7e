export interface SqlTarget {
  /** Table or view that holds one record a row, under the names of the model's features. */
  readonly table: string
  /** Column that names a record. */
  readonly key: string
}

/** A double, exactly: PostgreSQL reads the shortest text of a number as the same bits. */
export function float8(value: number): string {
  return `'${Object.is(value, -0) ? 0 : value}'::float8`
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** What JavaScript trims from a text. */
const SPACE = String.raw`E'\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'`

export function trimmed(expression: string): string {
  return `btrim((${expression})::text, ${SPACE})`
}

const word = (text: string) => text.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)

const blank = `^(|${['na', 'n/a', '#n/a', 'nan', 'null', 'nil'].map(word).join('|')}|[?]|-|[.]|[+-]?${word('inf')}(${word('inity')})?)$`
const none = `^${word('none')}$`

/** A trimmed text, null where the usual tools write that there is no value; `none` is a level of a category. */
export function filledText(text: string, kind: 'number' | 'category'): string {
  const isBlank = kind === 'number' ? `${text} ~ '${blank}' OR ${text} ~ '${none}'` : `${text} ~ '${blank}'`
  return `CASE WHEN ${isBlank} THEN NULL ELSE ${text} END`
}

const numeric = String.raw`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$`
const grouped = String.raw`^[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$`
const DIGITS_MAX = 300

/** The number that a trimmed text is (1,234.5 and 12% too); null for every other, and for what is too large to be one. */
export function parsedNumber(text: string): string {
  const digits = `CASE WHEN right(${text}, 1) = '%' THEN left(${text}, -1) ELSE ${text} END`
  return `(SELECT CASE
      WHEN length(p) > ${DIGITS_MAX} OR p !~ '${numeric}' THEN NULL
      WHEN abs(p::numeric) >= 1.797693134862315807e308 THEN NULL
      WHEN abs(p::numeric) < 1e-320 THEN 0::float8
      ELSE p::float8 END / CASE WHEN right(${text}, 1) = '%' THEN 100::float8 ELSE 1::float8 END
    FROM (SELECT CASE WHEN d ~ '${grouped}' THEN replace(d, ',', '') ELSE d END AS p FROM (SELECT ${digits} AS d) AS a) AS b)`
}

/** A column of numbers; null where it holds none (also NaN and infinities). */
export function finiteNumber(column: string): string {
  return `CASE WHEN ${column}::float8 IN ('NaN', 'Infinity', '-Infinity') THEN NULL ELSE ${column}::float8 END`
}

/** 1 / (1 + e^−x) of a column, for any x. */
export function sigmoidOf(x: string): string {
  return `CASE WHEN ${x} >= 0 THEN 1 / (1 + exp(-least(${x}, 700::float8)))
    ELSE exp(greatest(${x}, -700::float8)) / (1 + exp(greatest(${x}, -700::float8))) END`
}

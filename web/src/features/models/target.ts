import type { Dataset } from './api'

type Column = Dataset['columns'][number]

/** Usual names, also in Chinese: mubiao, biaoqian, yuqi, weiyue, huai. */
const likelyName =
  /^(target|label|bad|default|class|y|outcome|\u76ee\u6807|\u6807\u7b7e|\u903e\u671f|\u8fdd\u7ea6|\u574f)/i

/** The column that looks most like an outcome: two values, and a name that says so if there is one. */
export function guessTarget({ columns }: Pick<Dataset, 'columns'>): string | undefined {
  const two = columns.filter(({ distinct }) => distinct === 2)
  return (two.find(({ name }) => likelyName.test(name)) ?? two.at(-1))?.name
}

/** The values among which one must be called bad; none where 1 and 0 speak for themselves. */
export function outcomesOf(column: Column | undefined): readonly string[] {
  if (column === undefined || column.distinct > 4) return []
  const usual = column.samples.every((text) => Number(text) === 0 || Number(text) === 1)
  return usual ? [] : column.samples
}

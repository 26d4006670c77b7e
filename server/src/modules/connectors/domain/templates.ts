import type { Language } from '../../../kernel/bilingual.js'
import type { ImportKind } from './import-field.js'
import { importFields } from './import-fields.js'
import type { ImportFault } from './import-fault.js'

/** The template of a kind: header and one sample row. Required columns come as they are in the catalogue. */
export function templateRows(kind: ImportKind, language: Language): string[][] {
  const fields = importFields[kind]
  return [fields.map((field) => field.label[language]), fields.map((field) => field.sample)]
}

const errorHeaders = {
  zh: ['行', '列', '值', '错误', '应为', 'Expected'],
  en: ['Row', 'Column', 'Value', 'Error', 'Expected', '应为'],
} as const

/** The error sheet: where, what was found and what is expected, in the reader's language first. */
export function errorRows(faults: readonly ImportFault[], language: Language): string[][] {
  const other = language === 'zh' ? 'en' : 'zh'
  return [
    [...errorHeaders[language]],
    ...faults.map(({ rowNo, column, value, code, expected }) => [
      String(rowNo),
      column,
      value,
      code,
      expected[language],
      expected[other],
    ]),
  ]
}

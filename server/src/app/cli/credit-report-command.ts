import { writeFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { systemPrincipal } from '../../kernel/access.js'
import { recordAccess } from '../../modules/audit/record-audit.js'
import { creditReportDocument } from '../../modules/insight/domain/credit-report/report-document.js'
import { gradeOf } from '../../modules/insight/domain/credit-report/rating-section.js'
import { readCreditReport } from '../../modules/insight/read-credit-report.js'
import { writeReport } from '../../platform/pdf/write-report.js'
import type { Deps } from '../../platform/deps.js'
import { printResult, withInstallation } from './with-installation.js'

interface Options {
  out?: string
  language: 'zh-CN' | 'en'
  json?: boolean
}

export function creditReportCommand(): Command {
  return new Command('credit-report')
    .argument('<customer>', 'code of the customer')
    .description('everything known about a customer in one paper, as PDF')
    .option('--out <file>', 'where to write it (credit-report-<customer>.pdf)')
    .addOption(new Option('--language <tag>', 'of the paper').choices(['zh-CN', 'en']).default('zh-CN'))
    .option('--json', 'print the content of the report as JSON instead of writing a PDF')
    .action(async (customer: string, options: Options) => {
      await withInstallation(({ deps }) => run(deps, customer, options))
    })
}

/** The same report as over the API, with the rights of the system; that it was taken is recorded. */
async function run(deps: Deps, code: string, options: Options): Promise<void> {
  const at = deps.now()
  const report = await deps.db.snapshot((tx) => readCreditReport(tx, code, systemPrincipal, at))
  const language = options.language === 'en' ? 'en' : 'zh'
  const document = creditReportDocument(report, language)
  const format = options.json === true ? 'json' : 'pdf'
  const file = options.out ?? `credit-report-${code.replace(/[^\p{L}\p{N}._-]/gu, '_')}.pdf`
  if (format === 'pdf') writeFileSync(file, await writeReport(document, at))
  await deps.db.transaction((tx) =>
    recordAccess(tx, {
      ...{ actor: systemPrincipal, action: 'credit-report.exported', objectType: 'customer', at },
      objectId: code,
      detail: { format, language: options.language },
    }),
  )
  const { identity, asOf, rating } = report
  const json = {
    ...{ customerCode: identity.code, customerName: identity.name, asOf },
    ...{ grade: rating ? gradeOf(rating) : null, score: rating?.current.score ?? null, document },
  }
  printResult(options.json, json, [`${file}: ${identity.name}, as of ${asOf}`])
}

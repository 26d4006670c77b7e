import { counted } from '../../../../kernel/counted.js'
import type { Language } from '../../../../kernel/bilingual.js'
import {
  text,
  type ReportBlock,
  type ReportDocument,
  type ReportSection,
} from '../../../../kernel/report/document.js'
import { moneyText, NOTHING, speaking, type Say } from '../../../../kernel/report/texts.js'
import { eventsSection } from './events-section.js'
import { exposureSection, limitText } from './exposure-section.js'
import { factsSection } from './facts-section.js'
import { financesSection } from './finances-section.js'
import { identitySection } from './identity-section.js'
import { paymentSection } from './payment-section.js'
import { gradeOf, ratingSection } from './rating-section.js'
import { recommendationSection } from './recommendation-section.js'
import type { CreditReport } from './report-data.js'
import { securitySection } from './security-section.js'

/** The credit report of a customer as content, for the page and for the PDF. */
export function creditReportDocument(report: CreditReport, language: Language): ReportDocument {
  const say = speaking(language)
  const { identity, asOf, madeAt, madeBy } = report
  return {
    language,
    title: say('客户信用报告', 'Credit report'),
    subtitle: say(
      `${identity.name}（${identity.code}） · 数据截至 ${asOf} · ${madeAt} 由 ${madeBy} 生成`,
      `${identity.name} (${identity.code}) · as of ${asOf} · made ${madeAt} by ${madeBy}`,
    ),
    organisation: report.organisation === '' ? say('信衡', 'Xinheng') : report.organisation,
    subject: identity.name,
    date: asOf,
    marking: say('内部评级，仅供内部授信使用，非公共征信评级', 'Internal rating, not a public credit rating'),
    watermark: `${madeBy} ${madeAt}`,
    sections: sectionsOf(report, say),
  }
}

function sectionsOf(report: CreditReport, say: Say): ReportSection[] {
  const { facts, years, accounts, aging, securities, events, recommendations } = report
  const omitted = [
    ...(facts ? [] : [say('信用数据与财务分析', 'facts and financial analysis')]),
    ...(aging ? [] : [say('应收', 'receivables')]),
    ...(events.holds ? [] : [say('冻结单', 'holds')]),
    ...(securities ? [] : [say('担保', 'security')]),
    ...(recommendations ? [] : [say('授信建议', 'recommendation')]),
  ]
  const summary: ReportBlock[] = [
    summaryFigures(report, say),
    ...(omitted.length === 0
      ? []
      : [
          text(
            say(
              `以下内容因权限未列入：${omitted.join('、')}。`,
              `Left out for want of permission: ${omitted.join(', ')}.`,
            ),
            true,
          ),
        ]),
  ]
  return [
    { id: 'summary', title: say('摘要', 'Summary'), blocks: summary },
    identitySection(report, say),
    ratingSection(report.rating, say),
    ...(facts ? [factsSection(facts, say)] : []),
    ...(years ? [financesSection(years, say)] : []),
    paymentSection(report, say),
    exposureSection(accounts, aging, say),
    ...(securities ? [securitySection(securities, accounts, say)] : []),
    ...(events.holds || events.items ? [eventsSection(events, say)] : []),
    ...(recommendations ? [recommendationSection(recommendations, say)] : []),
  ]
}

function summaryFigures({ rating, accounts }: CreditReport, say: Say): ReportBlock {
  const [account] = accounts
  const standing = account?.standing ?? null
  const more =
    accounts.length > 1 ? say(`共 ${accounts.length} 个信用段`, `of ${accounts.length} segments`) : ''
  return {
    kind: 'figures',
    items: [
      {
        label: say('信用等级', 'Grade'),
        value: rating ? gradeOf(rating) : say('未评级', 'not rated'),
        note: rating
          ? say(`得分 ${rating.current.score.toFixed(2)}`, `score ${rating.current.score.toFixed(2)}`)
          : '',
      },
      {
        label: say('额度', 'Limit'),
        value: account ? limitText(account, say) : NOTHING,
        note: account ? `${account.segment} ${more}`.trim() : '',
      },
      {
        label: say('信用占用', 'Exposure'),
        value: standing ? moneyText(standing.exposure) : NOTHING,
        note: standing?.available
          ? say(`可用 ${moneyText(standing.available)}`, `available ${moneyText(standing.available)}`)
          : '',
      },
      {
        label: say('逾期', 'Overdue'),
        value: standing ? moneyText(standing.overdue) : NOTHING,
        note:
          standing && standing.oldestDays > 0
            ? say(`最长 ${standing.oldestDays} 天`, `oldest ${counted(standing.oldestDays, 'day')}`)
            : '',
      },
    ],
  }
}

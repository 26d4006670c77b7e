import type { Bilingual } from '../../../kernel/bilingual.js'
import type { EvidenceKind } from './evidence-checklist.js'

/** What people call each kind of evidence. */
export const evidenceNames: Readonly<Record<EvidenceKind, Bilingual>> = {
  contract: { zh: '合同', en: 'contract' },
  order: { zh: '订单', en: 'order' },
  delivery: { zh: '签收的送货单', en: 'signed delivery note' },
  invoice: { zh: '发票', en: 'invoice' },
  statement: { zh: '已确认的对账单', en: 'confirmed statement' },
  demand: { zh: '催告及送达证明', en: 'demand with proof of arrival' },
  correspondence: { zh: '往来函件', en: 'correspondence' },
  'special-report': { zh: '专项报告', en: 'special report' },
  'bankruptcy-notice': { zh: '破产、清算公告', en: 'notice of bankruptcy' },
  judgment: { zh: '判决书、裁决书或终（中）止执行裁定', en: 'judgment, award or order ending enforcement' },
  deregistration: { zh: '注销、吊销证明', en: 'proof of deregistration' },
  'death-certificate': { zh: '死亡、失踪证明', en: 'proof of death or absence' },
  restructuring: { zh: '债务重组协议', en: 'restructuring agreement' },
  'debtor-tax-statement': {
    zh: '债务人重组收益纳税情况说明',
    en: 'statement of the debtor’s tax on the gain',
  },
  'disaster-statement': { zh: '受灾情况说明', en: 'statement of the disaster' },
  waiver: { zh: '放弃债权声明', en: 'waiver of the claim' },
}

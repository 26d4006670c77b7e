import type { Bilingual } from '../../../kernel/bilingual.js'
import { counted } from '../../../kernel/counted.js'
import type { CalendarDay } from '../../../kernel/calendar-day.js'

/** What proves a claim before a court, and what tax rules ask for beside it. */
export const evidenceKinds = [
  'contract',
  'order',
  'delivery',
  'invoice',
  'statement',
  'demand',
  'correspondence',
  'special-report',
  'bankruptcy-notice',
  'judgment',
  'deregistration',
  'death-certificate',
  'restructuring',
  'debtor-tax-statement',
  'disaster-statement',
  'waiver',
] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** What a claim is proved with. */
export const claimEvidence: readonly EvidenceKind[] = [
  'contract',
  'order',
  'delivery',
  'invoice',
  'statement',
  'demand',
  'correspondence',
]

/** What the program itself knows that bears on the evidence. */
export interface KnownEvidence {
  readonly orders: number
  readonly deliveries: number
  readonly invoices: number
  /** Day of the latest balance that the customer confirmed. */
  readonly statementConfirmedOn: CalendarDay | null
  /** Demands whose arrival can be shown: signed for, or with a receipt. */
  readonly demandsProved: number
  /** Demands and letters whose arrival cannot be shown. */
  readonly demandsSent: number
  readonly lastDemandOn: CalendarDay | null
  readonly contacts: number
}

/** `on_file`: a paper or a record that can be shown; `recorded`: in the books, the paper is missing; else missing. */
export type EvidenceState = 'on_file' | 'recorded' | 'missing'

export interface ChecklistRow {
  readonly kind: EvidenceKind
  readonly state: EvidenceState
  /** What the program found by itself; null: nothing. */
  readonly found: Bilingual | null
}

/** The checklist: what was attached counts as it is, the rest by what the program knows. */
export function checklistOf(
  kinds: readonly EvidenceKind[],
  known: KnownEvidence,
  attached: ReadonlySet<EvidenceKind>,
): ChecklistRow[] {
  return kinds.map((kind) => {
    const { found, sure } = foundOf(kind, known)
    const state = attached.has(kind) || sure ? 'on_file' : found ? 'recorded' : 'missing'
    return { kind, state, found }
  })
}

const nothing = { found: null, sure: false }

function foundOf(
  kind: EvidenceKind,
  known: KnownEvidence,
): { readonly found: Bilingual | null; readonly sure: boolean } {
  switch (kind) {
    case 'order':
      return recorded(known.orders, '订单', 'order')
    case 'delivery':
      return recorded(known.deliveries, '发货单', 'delivery note')
    case 'invoice':
      return recorded(known.invoices, '发票', 'invoice')
    case 'statement':
      return known.statementConfirmedOn === null
        ? nothing
        : {
            found: {
              zh: `客户已确认截至 ${known.statementConfirmedOn} 的对账单`,
              en: `Balance of ${known.statementConfirmedOn} confirmed by the customer`,
            },
            sure: true,
          }
    case 'demand':
      return demands(known)
    case 'correspondence':
      return known.contacts === 0
        ? nothing
        : {
            found: {
              zh: `联系记录 ${known.contacts} 条（含内容哈希）`,
              en: `${counted(known.contacts, 'contact')} on record, with the hash of each text`,
            },
            sure: true,
          }
    default:
      return nothing
  }
}

function recorded(count: number, zh: string, en: string) {
  if (count === 0) return nothing
  return {
    found: {
      zh: `账上有 ${count} 张${zh}，请上传原件`,
      en: `${counted(count, en)} in the books; attach the paper`,
    },
    sure: false,
  }
}

function demands({ demandsProved, demandsSent, lastDemandOn }: KnownEvidence) {
  if (demandsProved > 0)
    return {
      found: {
        zh: `${demandsProved} 次催告可证明送达，最近 ${lastDemandOn ?? ''}`,
        en: `${counted(demandsProved, 'demand')} with proof of arrival, the last on ${lastDemandOn ?? ''}`,
      },
      sure: true,
    }
  if (demandsSent === 0) return nothing
  return {
    found: {
      zh: `${demandsSent} 次催告，均无送达证明`,
      en: `${counted(demandsSent, 'demand')} without proof of arrival`,
    },
    sure: false,
  }
}

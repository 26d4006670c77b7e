/** What people did about the dispute. */
export type DemoDisputeAct =
  | { readonly kind: 'start' }
  | {
      readonly kind: 'resolve'
      readonly forCustomer: boolean
      readonly resolution: string
      readonly creditNote: null
    }

/** What a customer keeps back when paying: its share of the invoice in per mille, and what became of it. */
export interface DemoDeduction {
  readonly reasonCode: string
  readonly note: string
  readonly perMille: bigint
  readonly acts: readonly DemoDisputeAct[]
}

const start: DemoDisputeAct = { kind: 'start' }

export const demoDeductions: readonly DemoDeduction[] = [
  { reasonCode: 'quality', note: '第二批有破损，按验收单扣除', perMille: 42n, acts: [] },
  { reasonCode: 'freight', note: '改由我方提货，运费自付部分扣回', perMille: 15n, acts: [start] },
  { reasonCode: 'rebate', note: '季度返利直接抵扣', perMille: 30n, acts: [] },
  {
    ...{ reasonCode: 'price', note: '仍按上一版报价付款', perMille: 24n },
    acts: [
      start,
      { kind: 'resolve', forCustomer: false, resolution: '新价格已书面确认，客户应补付。', creditNote: null },
    ],
  },
  { reasonCode: 'withholding', note: '代扣代缴税款，凭证随后寄出', perMille: 60n, acts: [] },
  {
    ...{ reasonCode: 'quantity', note: '少收两件，按实收付款', perMille: 18n },
    acts: [
      { kind: 'resolve', forCustomer: true, resolution: '仓库核实短装，开具红字发票。', creditNote: null },
    ],
  },
]

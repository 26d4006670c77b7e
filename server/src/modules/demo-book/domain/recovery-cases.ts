import type {
  CostKind,
  HandOverKind,
  HandOverOutcome,
  HandOverStage,
} from '../../recoveries/domain/hand-over-stages.js'

/** A debt that the demo office handed over; days count back from the end of the book. */
export interface DemoHandOver {
  readonly kind: HandOverKind
  readonly firm: string
  readonly reason: string
  readonly openedDaysAgo: number
  readonly steps: readonly {
    readonly stage: HandOverStage
    readonly daysAgo: number
    readonly reference?: string
    readonly note: string
    readonly outcome?: HandOverOutcome
  }[]
  readonly costs: readonly {
    readonly kind: CostKind
    readonly daysAgo: number
    readonly yuan: bigint
    readonly note: string
  }[]
}

/** Hand-overs in different stages, those that have come furthest first. */
export const demoHandOvers: readonly DemoHandOver[] = [
  {
    kind: 'lawsuit',
    firm: '申城律师事务所',
    reason: '多次催收后客户仍拒绝付款，且已停止下单，经信用会议决定提起诉讼。',
    openedDaysAgo: 40,
    steps: [
      { stage: 'filed', daysAgo: 36, note: '起诉状、合同及签收单已网上立案提交。' },
      { stage: 'accepted', daysAgo: 30, reference: '（演示）民初字第1024号', note: '法院已受理，排期开庭。' },
      { stage: 'judged', daysAgo: 12, note: '判决支持全部本金及逾期利息。' },
      { stage: 'enforcement', daysAgo: 3, note: '对方未在期限内履行，已申请强制执行。' },
    ],
    costs: [
      { kind: 'court-fee', daysAgo: 30, yuan: 3_250n, note: '案件受理费（简易程序减半）' },
      { kind: 'preservation', daysAgo: 29, yuan: 1_420n, note: '财产保全费' },
      { kind: 'lawyer', daysAgo: 28, yuan: 18_000n, note: '一审律师费' },
    ],
  },
  {
    kind: 'lawsuit',
    firm: '江南律师事务所',
    reason: '客户承诺三次付款均未兑现，法定代表人失联。',
    openedDaysAgo: 18,
    steps: [
      { stage: 'filed', daysAgo: 12, note: '立案材料已递交，等待法院审查。' },
      { stage: 'accepted', daysAgo: 6, reference: '（演示）民初字第2186号', note: '已受理，诉前调解中。' },
    ],
    costs: [{ kind: 'lawyer', daysAgo: 15, yuan: 12_000n, note: '代理费首期' }],
  },
  {
    kind: 'arbitration',
    firm: '华东仲裁中心',
    reason: '合同约定仲裁，客户对尾款数额无异议但拖延支付。',
    openedDaysAgo: 30,
    steps: [
      { stage: 'filed', daysAgo: 26, reference: '（演示）仲案字第0317号', note: '仲裁申请已提交。' },
      {
        stage: 'closed',
        daysAgo: 4,
        note: '双方在仲裁庭主持下和解，客户分两期支付，未付部分恢复正常催收。',
        outcome: 'settled',
      },
    ],
    costs: [{ kind: 'other', daysAgo: 26, yuan: 5_600n, note: '仲裁费' }],
  },
  {
    kind: 'agency',
    firm: '诚达商账管理公司',
    reason: '客户在外省，上门成本高，委托当地机构上门催收，佣金按回款的百分之十五计。',
    openedDaysAgo: 21,
    steps: [{ stage: 'filed', daysAgo: 16, note: '委托协议已签，资料已移交。' }],
    costs: [{ kind: 'travel', daysAgo: 10, yuan: 860n, note: '首次上门差旅费' }],
  },
  {
    kind: 'payment-order',
    firm: '区人民法院',
    reason: '债务事实清楚，客户书面确认欠款，拟申请支付令。',
    openedDaysAgo: 2,
    steps: [],
    costs: [],
  },
]

/** A write-off of the demo office, and what was learnt from it. */
export interface DemoWriteOff {
  readonly reasonCode: string
  readonly explanation: string
  readonly askedDaysAgo: number
  /** When it was approved; it waits for approval where nothing is said. */
  readonly approved?: { readonly daysAgo: number; readonly comment: string }
  /** Which part of it came in afterwards, in per cent. */
  readonly recoveredPercent?: bigint
  readonly lessons?: {
    readonly happened: string
    readonly lessons: string
    readonly rule: string | null
    readonly causes: readonly string[]
  }
}

/** Write-offs: one with a recovery, three with what was learnt, one that nobody has looked into, one that waits. */
export const demoWriteOffs: readonly DemoWriteOff[] = [
  {
    reasonCode: 'bankruptcy',
    explanation: '法院已裁定受理客户破产清算申请，管理人通知普通债权预计清偿率约两成。',
    askedDaysAgo: 16,
    approved: { daysAgo: 13, comment: '破产裁定及债权申报回执齐全，同意核销，保留追索。' },
    recoveredPercent: 18n,
    lessons: {
      happened:
        '客户主营家电配件，去年下半年起大客户转单，付款由三十天拖到九十天以上。业务部以“年底统一结清”为由申请两次例外放行，货照发。第三次承诺落空后上门，厂区已停工，随后法院受理破产申请。',
      lessons:
        '连续拖延本身就是信号，不能只看客户的解释。例外放行应当写明收回条件，到期未满足即自动恢复冻结。上门走访要在第一次失约后进行，而不是第三次。',
      rule: '逾期满三十天且一个月内失约两次的客户，新订单一律冻结，须上门走访后方可放行。',
      causes: ['kept-shipping', 'exception', 'insolvency'],
    },
  },
  {
    reasonCode: 'judgment',
    explanation: '判决已生效，法院查无可供执行财产，裁定终结本次执行程序。',
    askedDaysAgo: 12,
    approved: { daysAgo: 9, comment: '终本裁定已附，同意核销；发现财产线索可随时恢复执行。' },
    lessons: {
      happened:
        '授信时只看了客户提供的报表，未核实实际控制人名下另有三家被执行企业。货款到期后客户将设备抵给关联方，判决胜诉但无财产可执行。',
      lessons:
        '新客户授信前应查实际控制人及其关联企业的被执行信息。金额较大的首单应有保证人或分批发货，诉讼时同步申请财产保全，不要等判决之后。',
      rule: '实际控制人存在被执行记录的客户，不给予账期，或须由第三方提供保证。',
      causes: ['unchecked', 'security', 'affiliate'],
    },
  },
  {
    reasonCode: 'commercial',
    explanation: '尾款因质量扣款争议长期未决，收货单缺少验收签字，诉讼成本高于可收回金额。',
    askedDaysAgo: 8,
    approved: { daysAgo: 5, comment: '金额较小、证据不足，同意按商业决定核销，不作税前扣除。' },
    lessons: {
      happened:
        '客户以外观瑕疵为由扣留尾款，业务部口头答应“下批一起谈”，争议挂了十个月没有负责人。核对时发现送货单只有门卫签字，没有验收结论，对方否认收货合格。',
      lessons:
        '争议必须在十个工作日内定责，并指定负责人。送货单须由合同约定的收货人签字盖章，业务员交单时财务逐张检查。',
      rule: '争议超过三十天未定责的，自动升级至业务总监。',
      causes: ['dispute', 'evidence-gap', 'late-collection'],
    },
  },
  {
    reasonCode: 'deregistered',
    explanation: '客户营业执照已被吊销，注册地址查无此人，股东均无法联系。',
    askedDaysAgo: 6,
    approved: { daysAgo: 3, comment: '市场监管公示信息已核对，同意。' },
  },
  {
    reasonCode: 'commercial',
    explanation: '尾款多次对账仍有差异，凭证不全，客户已停止合作，起诉得不偿失。',
    askedDaysAgo: 1,
  },
]

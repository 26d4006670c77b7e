import { both, holdVariables, variable } from './kind-variables.js'

/** What people are told of legal periods, and of what customers answer to statements. */
export const claimNotices = {
  limitation_ending: {
    group: 'customers',
    name: both('诉讼时效将届满', 'A limitation period is about to end'),
    title: both('时效将届满：{customer} {amount}', 'Limitation ends soon: {customer} {amount}'),
    body: both(
      '{customer}（{code}）有 {count} 笔应收共 {amount}，最早于 {expires} 时效届满，请发催款函并取得送达证明。',
      '{count} receivables of {customer} ({code}), {amount}: the first period ends on {expires}. Demand payment in writing and keep the proof of arrival.',
    ),
    variables: {
      ...{ customer: holdVariables.customer, code: holdVariables.code },
      count: variable('应收笔数', 'Receivables', '3'),
      amount: variable('未清金额，含币种', 'Open amount with its currency', '¥120,000.00'),
      expires: variable('最早届满日', 'Earliest end', '2027-02-28'),
    },
    mail: 'now',
  },
  limitations_ending: {
    group: 'customers',
    name: both('多笔诉讼时效将届满', 'Many limitation periods are about to end'),
    title: both(
      '{customers} 家客户 {count} 笔应收时效将届满',
      'Limitation ends soon for {count} receivables',
    ),
    body: both(
      '最早于 {expires} 届满，详见权利时效清单。',
      'The first ends on {expires}; see the list of claims.',
    ),
    variables: {
      count: variable('应收笔数', 'Receivables', '86'),
      customers: variable('客户数', 'Customers', '41'),
      expires: variable('最早届满日', 'Earliest end', '2027-02-28'),
    },
    mail: 'now',
  },
  guarantee_ending: {
    group: 'customers',
    name: both('保证期间将届满', 'A guarantee period is about to end'),
    title: both(
      '保证期间将届满：{customer}，保证人 {guarantor}',
      'Guarantee of {guarantor} for {customer} ends soon',
    ),
    body: both(
      '{guarantor} 为 {customer}（{code}）提供的保证，最早一笔于 {expires} 期间届满，且不会中止、中断或延长。一般保证须在此前起诉或仲裁债务人，连带保证须在此前要求保证人承担责任。',
      'The guarantee of {guarantor} for {customer} ({code}) ends for the first debt on {expires}; nothing extends it. Sue the debtor by then if it is general, demand payment from the guarantor if it is joint.',
    ),
    variables: {
      ...{ customer: holdVariables.customer, code: holdVariables.code },
      guarantor: variable('保证人', 'Guarantor', '大股东甲'),
      expires: variable('最早届满日', 'Earliest end', '2027-01-31'),
    },
    mail: 'now',
  },
  statement_disputed: {
    group: 'customers',
    name: both('客户对对账单有异议', 'A customer disputes a statement'),
    title: both('{customer} 对 {count} 笔应收有异议', '{customer} disputes lines of a statement: {count}'),
    body: both(
      '{who} 就截至 {asOf} 的对账单提出异议，首条理由：{reason}。已登记争议，请尽快处理。客户编码：{code}。',
      '{who} disputes lines of the statement as of {asOf}; the first reason is: {reason}. Disputes are open for them. Customer: {code}.',
    ),
    variables: {
      ...{ customer: holdVariables.customer, code: holdVariables.code },
      count: variable('异议条数', 'Lines', '2'),
      asOf: variable('对账截止日', 'Statement as of', '2026-10-31'),
      who: variable('答复人', 'Who answered', '王芳'),
      reason: variable('首条理由', 'First reason', '货物短少 3 箱'),
    },
    mail: 'now',
  },
} as const

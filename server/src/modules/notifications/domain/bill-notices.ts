import { both, holdVariables, variable } from './kind-variables.js'

const billVariables = {
  ...{ customer: holdVariables.customer, code: holdVariables.code },
  number: variable('票据号', 'Number of the bill', '510300120261001000001'),
  amount: variable('票面金额，含币种', 'Amount with its currency', '¥500,000.00'),
  acceptor: variable('承兑人', 'Acceptor', '某某实业有限公司'),
  matures: variable('到期日', 'Maturity', '2027-02-28'),
  until: variable('提示付款截止日', 'Last day to present it', '2027-03-10'),
}

/** What people are told of bills of exchange. */
export const billNotices = {
  bill_maturing: {
    group: 'customers',
    name: both('票据即将到期', 'A bill is about to mature'),
    title: both('票据将到期：{customer} {amount}', 'Bill matures soon: {customer} {amount}'),
    body: both(
      '{customer}（{code}）的票据 {number}（承兑人 {acceptor}，{amount}）于 {matures} 到期，请在 {until} 前提示付款。',
      'Bill {number} of {customer} ({code}), accepted by {acceptor}, {amount}, matures on {matures}. Present it by {until}.',
    ),
    variables: billVariables,
    mail: 'now',
  },
  bill_past_maturity: {
    group: 'customers',
    name: both('票据到期未兑付', 'A bill is past its maturity'),
    title: both('票据到期未兑付：{customer} {amount}', 'Bill not paid at maturity: {customer} {amount}'),
    body: both(
      '{customer}（{code}）的票据 {number}（承兑人 {acceptor}，{amount}）已于 {matures} 到期仍未兑付；{until} 前未提示付款将丧失对前手的追索权。',
      'Bill {number} of {customer} ({code}), accepted by {acceptor}, {amount}, matured on {matures} and is not paid. Recourse is lost unless it is presented by {until}.',
    ),
    variables: billVariables,
    mail: 'now',
  },
  bills_maturing: {
    group: 'customers',
    name: both('多张票据到期', 'Many bills mature'),
    title: both('{count} 张票据到期或即将到期', '{count} bills mature'),
    body: both(
      '最早于 {matures} 到期，详见票据台账。',
      'The first matures on {matures}; see the register of bills.',
    ),
    variables: {
      count: variable('票据张数', 'Bills', '36'),
      matures: variable('最早到期日', 'Earliest maturity', '2027-02-28'),
    },
    mail: 'now',
  },
} as const

import { both, collectionVariables, promiseVariables } from './kind-variables.js'

/** What collectors and those above them are told of a run of the strategies. */
export const collectionNotices = {
  collections_to_follow: {
    group: 'customers',
    name: both('催收跟进', 'Customers to follow up'),
    title: both('{count} 家客户逾期，请跟进付款', 'Overdue customers to talk to: {count}'),
    body: both(
      '{day} 的催收策略提示您与这些客户沟通付款安排。',
      'The collection strategies of {day} ask you to talk to them.',
    ),
    variables: collectionVariables,
    mail: 'digest',
  },
  collections_escalated: {
    group: 'customers',
    name: both('催收升级', 'Collection escalated'),
    title: both('{count} 家客户的催收已升级', 'Collection of {count} customers has escalated'),
    body: both(
      '{day} 的催收运行已进入需要您关注的步骤。',
      'The collection run of {day} has reached steps that concern you.',
    ),
    variables: collectionVariables,
    mail: 'now',
  },
  collections_to_approve: {
    group: 'customers',
    name: both('催收消息待批准', 'Collection messages to approve'),
    title: both('{count} 条催收消息待批准', 'Collection messages to approve: {count}'),
    body: both(
      '{day} 的催收运行中有消息须批准后才发出。',
      'Messages of the collection run of {day} wait for approval.',
    ),
    variables: collectionVariables,
    mail: 'now',
    needed: true,
  },
  promise_broken: {
    group: 'customers',
    name: both('付款承诺未兑现', 'A promise to pay was missed'),
    title: both('{customer} 未兑现付款承诺', '{customer} missed a promise to pay'),
    body: both(
      '承诺 {payOn} 付款 {amount}，宽限期满时到账 {received}。请跟进。',
      'Promised {amount} for {payOn}; when the days of grace were over {received} had come.',
    ),
    variables: promiseVariables,
    mail: 'digest',
  },
} as const

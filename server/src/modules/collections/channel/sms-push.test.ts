import { describe, expect, it } from 'vitest'
import { smsPushes } from './sms-push.js'

const aliyun = {
  ...{ phone_number: '13811110000', send_time: '2026-11-23 10:00:00', report_time: '2026-11-23 10:00:05' },
  ...{ success: true, err_code: 'DELIVERED', err_msg: '用户接收成功', sms_size: '1' },
  ...{ biz_id: '12345', out_id: '67890' },
}
const tencent = {
  ...{ user_receive_time: '2026-11-23 10:00:05', nationcode: '86', mobile: '13811110000', sid: 'S1' },
  ...{ report_status: 'SUCCESS', errmsg: 'DELIVRD', description: '用户短信送达成功' },
}
const arrived = { outcome: 'delivered', at: new Date('2026-11-23T02:00:05Z') }

describe('what SMS platforms tell by themselves', () => {
  it.each([
    ['aliyun', aliyun, { receipt: '12345', end: arrived }],
    ['aliyun', { ...aliyun, report_time: '' }, { receipt: '12345', end: { outcome: 'delivered', at: null } }],
    ['tencent', tencent, { receipt: 'S1', end: arrived }],
  ] as const)('%s: an arrival with its moment', (provider, part, read) => {
    expect(smsPushes[provider].read(part)).toEqual(read)
  })

  it.each([
    ['aliyun', { ...aliyun, success: false, err_code: 'MOBILE_NOT_ON_SERVICE' }, 'MOBILE_NOT_ON_SERVICE'],
    ['tencent', { ...tencent, report_status: 'FAIL', errmsg: 'MK:0001', description: '空号' }, 'MK:0001'],
  ] as const)('%s: a failure with its code and words', (provider, part, code) => {
    const read = smsPushes[provider].read(part)
    expect(read?.end).toMatchObject({ outcome: 'failed', code })
    expect(read?.end.outcome === 'failed' && read.end.reason.zh).toContain(code)
  })

  it.each([
    ['aliyun', {}],
    ['aliyun', { ...aliyun, biz_id: null }],
    ['aliyun', { ...aliyun, success: 'perhaps' }],
    ['aliyun', tencent],
    ['tencent', { ...tencent, sid: '' }],
    ['tencent', { ...tencent, report_status: 'UNKNOWN' }],
    ['tencent', { ...tencent, sid: 'x'.repeat(300) }],
  ] as const)('%s: what is not understood says nothing', (provider, part) => {
    expect(smsPushes[provider].read(part)).toBeUndefined()
  })
})

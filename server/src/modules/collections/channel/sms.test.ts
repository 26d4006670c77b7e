import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSmsStandIn, type SmsStandIn } from '../../../../test/sms-stand-in.js'
import { signAcs3 } from './aliyun-sms.js'
import { todoAbout } from './sms-codes.js'
import type { SmsAccess, SmsProvider } from './sms-message.js'
import { smsPlatforms } from './sms-platform.js'
import { signTc3 } from './tencent-sms.js'

const moment = { now: new Date('2026-11-23T02:00:00Z'), nonce: 'n1' }
const sentSms = { phone: '+8613800138000', receipt: 'B1', sentAt: new Date('2026-11-22T17:30:00Z') }

describe('SMS over the platforms', () => {
  let standIn: SmsStandIn
  beforeAll(async () => {
    standIn = await startSmsStandIn()
  })
  afterAll(() => standIn.close())

  const access = (provider: SmsProvider): SmsAccess => ({
    ...{ provider, endpoint: standIn.url, region: 'ap-guangzhou' },
    ...{ accessKeyId: 'AK', secret: 'SK', signName: '信衡', appId: '1400' },
  })
  const message = {
    ...{ id: 'm1', phone: '+8613800138000', templateId: 'T1' },
    params: [
      { name: 'amount', value: 'CNY 1,200.00' },
      { name: 'days', value: '5' },
    ],
  }
  const send = (provider: SmsProvider, answer: object | null) => {
    standIn.answers.set('SendSms', answer)
    return smsPlatforms[provider].send(access(provider), message, moment)
  }
  const receiptOf = (provider: SmsProvider, answer: object | null) => {
    standIn.answers.set(provider === 'aliyun' ? 'QuerySendDetails' : 'PullSmsSendStatusByPhoneNumber', answer)
    return smsPlatforms[provider].receiptOf(access(provider), sentSms, moment)
  }

  it('asks Alibaba Cloud with a signature over exactly what was sent', async () => {
    const result = await send('aliyun', { Code: 'OK', Message: 'OK', BizId: 'B1', RequestId: 'R' })
    expect(result).toEqual({ outcome: 'sent', code: 'OK', receipt: 'B1' })
    const { query, headers } = standIn.last()
    expect(query).toEqual({
      ...{ PhoneNumbers: '13800138000', SignName: '信衡', TemplateCode: 'T1', OutId: 'm1' },
      TemplateParam: '{"amount":"CNY 1,200.00","days":"5"}',
    })
    const again = signAcs3(
      { ...{ host: String(headers['host']), action: 'SendSms', version: '2017-05-25' }, query },
      {
        ...{ accessKeyId: 'AK', secret: 'SK', now: moment.now },
        nonce: String(headers['x-acs-signature-nonce']),
      },
    )
    expect(headers['authorization']).toBe(again.headers['Authorization'])
  })

  it('signs as the documents of Alibaba Cloud show it', () => {
    const signed = signAcs3(
      {
        ...{ host: 'ecs.cn-shanghai.aliyuncs.com', action: 'RunInstances', version: '2014-05-26' },
        query: { ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd', RegionId: 'cn-shanghai' },
      },
      {
        ...{ accessKeyId: 'YourAccessKeyId', secret: 'YourAccessKeySecret' },
        ...{ now: new Date('2023-10-26T10:22:32Z'), nonce: '3156853299f313e23d1673dc12e1703d' },
      },
    )
    expect(signed.headers['Authorization']).toContain(
      'Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    )
  })

  it('asks Tencent Cloud with its signature', async () => {
    const status = { Code: 'Ok', Message: 'send success', SerialNo: 'S1' }
    const result = await send('tencent', { Response: { SendStatusSet: [status] } })
    expect(result).toEqual({ outcome: 'sent', code: 'Ok', receipt: 'S1' })
    const { headers, body } = standIn.last()
    expect(JSON.parse(body)).toMatchObject({
      ...{ PhoneNumberSet: ['+8613800138000'], SmsSdkAppId: '1400', TemplateId: 'T1', SignName: '信衡' },
      ...{ TemplateParamSet: ['CNY 1,200.00', '5'], SessionContext: 'm1' },
    })
    expect(headers['authorization']).toBe(
      signTc3(
        {
          ...{ host: String(headers['host']), service: 'sms', action: 'SendSms', body },
          timestamp: Number(headers['x-tc-timestamp']),
        },
        { secretId: 'AK', secret: 'SK' },
      ),
    )
  })

  const tencentStatus = (Code: string) => ({ Response: { SendStatusSet: [{ Code, Message: 'm' }] } })
  it.each([
    ['aliyun', { Code: 'isv.BUSINESS_LIMIT_CONTROL' }, 'retry'],
    ['aliyun', { Code: 'isv.OUT_OF_SERVICE' }, 'rejected'],
    ['aliyun', { Code: 'isv.SOMETHING_NEW' }, 'rejected'],
    ['tencent', { Response: { Error: { Code: 'AuthFailure.SignatureExpire', Message: 'm' } } }, 'retry'],
    ['tencent', tencentStatus('LimitExceeded.DeliveryFrequencyLimit'), 'retry'],
    ['tencent', tencentStatus('FailedOperation.PhoneNumberInBlacklist'), 'rejected'],
  ] as const)('of %s: %j is %s', async (provider, given, outcome) => {
    expect((await send(provider, given)).outcome).toBe(outcome)
  })

  it('tells what was never handed over from what may have been', async () => {
    expect((await send('aliyun', null)).outcome).toBe('unclear')
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    const nowhere = { ...access('aliyun'), endpoint: `http://127.0.0.1:${port}` }
    expect((await smsPlatforms.aliyun.send(nowhere, message, moment)).outcome).toBe('retry')
  })

  const detail = (one: object) => ({ Code: 'OK', SmsSendDetailDTOs: { SmsSendDetailDTO: [one] } })
  it('asks Alibaba Cloud for the receipt of a message on the day it was sent in China', async () => {
    const delivered = detail({ SendStatus: 3, ErrCode: 'DELIVERED', ReceiveDate: '2026-11-23 01:30:07' })
    expect(await receiptOf('aliyun', delivered)).toEqual({
      ...{ outcome: 'delivered', at: new Date('2026-11-22T17:30:07Z') },
    })
    expect(standIn.last().query).toEqual({
      ...{ PhoneNumber: '13800138000', BizId: 'B1', SendDate: '20261123', PageSize: '10', CurrentPage: '1' },
    })
    expect(await receiptOf('aliyun', detail({ SendStatus: 1 }))).toEqual({ outcome: 'waiting' })
    expect(await receiptOf('aliyun', { Code: 'OK', SmsSendDetailDTOs: {} })).toEqual({ outcome: 'waiting' })
    expect(
      await receiptOf('aliyun', detail({ SendStatus: 2, ErrCode: 'MOBILE_NOT_ON_SERVICE' })),
    ).toMatchObject({ outcome: 'failed', code: 'MOBILE_NOT_ON_SERVICE' })
    expect(await receiptOf('aliyun', { Code: 'isp.RAM_PERMISSION_DENY', Message: 'no' })).toMatchObject({
      ...{ outcome: 'fault', code: 'isp.RAM_PERMISSION_DENY' },
    })
    expect((await receiptOf('aliyun', null)).outcome).toBe('fault')
  })

  const pulled = (...set: object[]) => ({ Response: { PullSmsSendStatusSet: set } })
  it('asks Tencent Cloud for the receipt and takes the one of this message', async () => {
    const other = { SerialNo: 'B0', ReportStatus: 'FAIL', Description: '空号' }
    const own = { SerialNo: 'B1', ReportStatus: 'SUCCESS', UserReceiveTime: 1_795_368_607 }
    expect(await receiptOf('tencent', pulled(other, own))).toEqual({
      ...{ outcome: 'delivered', at: new Date(1_795_368_607_000) },
    })
    expect(JSON.parse(standIn.last().body)).toMatchObject({ PhoneNumber: '+8613800138000', Offset: 0 })
    expect(await receiptOf('tencent', pulled(other))).toEqual({ outcome: 'waiting' })
    const failed = await receiptOf('tencent', pulled({ ...own, ReportStatus: 'FAIL', Description: '空号' }))
    expect(failed).toMatchObject({ outcome: 'failed', code: 'FAIL' })
    expect(JSON.stringify(failed)).toContain('空号')
    const fault = { Response: { Error: { Code: 'AuthFailure.SignatureFailure', Message: 'm' } } }
    expect((await receiptOf('tencent', fault)).outcome).toBe('fault')
  })

  it('says for each kind of fault what to do about it', () => {
    expect(todoAbout('isv.OUT_OF_SERVICE').zh).toContain('充值')
    expect(todoAbout('AuthFailure.SignatureFailure').en).toContain('access key')
    expect(todoAbout('no-answer').zh).toContain('确认')
    expect(todoAbout('isv.SOMETHING_NEW').zh).toContain('平台文档')
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startRobotStandIn, type RobotStandIn } from '../../../test/robot-stand-in.js'
import { cutToBytes } from './domain/robot-protocol.js'
import { dingtalkSign, feishuSign, postToRobot, type RobotAccess } from './post-to-robot.js'

const now = new Date(1_599_360_473_000)

describe('robots of group chats', () => {
  let standIn: RobotStandIn
  beforeAll(async () => {
    standIn = await startRobotStandIn()
  })
  afterAll(() => standIn.close())
  beforeEach(() => {
    standIn.posted.length = 0
  })
  const robot = (provider: RobotAccess['provider'], secret: string | null = null): RobotAccess => ({
    ...{ provider, secret },
    url: `${standIn.url}/${provider}?key=k1`,
  })
  const answers = (body: unknown, status = 200) => {
    standIn.answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) }
  }

  it('are signed as DingTalk and as Feishu want it', () => {
    expect(dingtalkSign('SECtest', '1577262236757')).toBe('Za/ne6w2koB8B4ROVlgTNd/X+/FbyDpZrXLz57xNZSA=')
    expect(feishuSign('demo', '1599360473')).toBe('l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=')
  })

  it('WeCom gets the text, and no signature', async () => {
    answers({ errcode: 0, errmsg: 'ok' })
    expect(await postToRobot(robot('wecom'), '你好', now)).toEqual({ outcome: 'sent', code: '0' })
    expect(standIn.posted[0]).toMatchObject({ body: { msgtype: 'text', text: { content: '你好' } } })
    expect([...(standIn.posted[0]?.query.keys() ?? [])]).toEqual(['key'])
  })

  it('DingTalk gets milliseconds and signature in the address', async () => {
    answers({ errcode: 0, errmsg: 'ok' })
    await postToRobot(robot('dingtalk', 'SECtest'), 'x', now)
    const query = standIn.posted[0]?.query
    expect(query?.get('timestamp')).toBe('1599360473000')
    expect(query?.get('sign')).toBe(dingtalkSign('SECtest', '1599360473000'))
    expect(query?.get('key')).toBe('k1')
  })

  it('Feishu gets seconds and signature in the body', async () => {
    answers({ code: 0, msg: 'success', data: {}, StatusCode: 0 })
    expect(await postToRobot(robot('feishu', 'demo'), 'x', now)).toMatchObject({ outcome: 'sent' })
    expect(standIn.posted[0]?.body).toEqual({
      timestamp: '1599360473',
      sign: 'l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=',
      msg_type: 'text',
      content: { text: 'x' },
    })
  })

  it.each([
    ['wecom', { errcode: 45009, errmsg: 'freq' }, 'retry', 60_000],
    ['wecom', { errcode: 93000, errmsg: 'invalid webhook url' }, 'rejected', undefined],
    ['dingtalk', { errcode: 130101, errmsg: 'send too fast' }, 'retry', 600_000],
    ['dingtalk', { errcode: 310000, errmsg: 'sign not match' }, 'rejected', undefined],
    ['dingtalk', { errcode: '310000', errmsg: 'keywords not in content' }, 'rejected', undefined],
    ['feishu', { code: 11232, msg: 'frequency limited' }, 'retry', 60_000],
    ['feishu', { code: 19021, msg: 'sign match fail' }, 'rejected', undefined],
    ['feishu', { code: 19024, msg: 'Key Words Not Found' }, 'rejected', undefined],
    ['feishu', { code: 55555, msg: 'new' }, 'retry', undefined],
  ] as const)('%s answering %j means %s', async (provider, body, outcome, waitMs) => {
    answers(body)
    const result = await postToRobot(robot(provider), 'x', now)
    expect(result).toMatchObject({ outcome, ...(waitMs === undefined ? {} : { waitMs }) })
    const code = 'errcode' in body ? String(body.errcode) : String(body.code)
    expect(result).toMatchObject({ code })
    if (result.outcome !== 'sent') expect(result.reason.zh).toContain(code)
  })

  it.each([
    ['no JSON', '<html>gateway</html>', 502],
    ['JSON without a code', '{}', 200],
    ['success with a failure status', '{"errcode":0}', 500],
  ])('an answer that is %s is tried again', async (_, body, status) => {
    answers(body, status)
    expect(await postToRobot(robot('wecom'), 'x', now)).toMatchObject({
      outcome: 'retry',
      code: `http-${status}`,
    })
  })

  it('a fault of the network does not tell the key', async () => {
    const result = await postToRobot({ ...robot('wecom'), url: 'http://127.0.0.1:1/?key=geheim' }, 'x', now)
    expect(result).toMatchObject({ outcome: 'retry', code: 'unreachable' })
    expect(JSON.stringify(result)).not.toContain('geheim')
  })

  it('long texts are cut at a character, within the provider’s bytes', () => {
    const cut = cutToBytes('信'.repeat(2_000), 2_048)
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(2_048)
    expect(cut).toMatch(/^信+…$/)
    expect(cutToBytes('short', 2_048)).toBe('short')
  })
})

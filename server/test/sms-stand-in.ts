import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SmsAsked {
  readonly action: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface SmsStandIn {
  readonly url: string
  readonly asked: SmsAsked[]
  /** What each action is answered; null: the connection breaks. */
  readonly answers: Map<string, object | null>
  /** What was asked last. */
  last(): SmsAsked
  close(): Promise<void>
}

/** Stands in for Alibaba Cloud and Tencent Cloud: like theirs, its errors come with status 200. */
export async function startSmsStandIn(): Promise<SmsStandIn> {
  const asked: SmsAsked[] = []
  const answers = new Map<string, object | null>()
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const { headers } = request
      const action = String(headers['x-acs-action'] ?? headers['x-tc-action'])
      const query = Object.fromEntries(new URL(request.url ?? '/', 'http://stand-in').searchParams)
      asked.push({ action, query, headers, body })
      const answer = answers.get(action)
      if (answer === null) request.socket.destroy()
      else
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify(answer ?? { Code: 'InvalidAction' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers,
    last: () => asked.at(-1) ?? { action: '', query: {}, headers: {}, body: '' },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

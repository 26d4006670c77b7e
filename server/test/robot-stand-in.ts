import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Posted {
  readonly path: string
  readonly query: URLSearchParams
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any
}

export interface RobotStandIn {
  readonly url: string
  readonly posted: Posted[]
  /** Status and body of the next answers; like the providers, errors come with status 200. */
  answer: { status: number; body: string }
  close(): Promise<void>
}

/** Stands in for the robot addresses of WeCom, DingTalk and Feishu. */
export async function startRobotStandIn(): Promise<RobotStandIn> {
  const posted: Posted[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in')
      posted.push({ path: pathname, query: searchParams, body: JSON.parse(text) as unknown })
      response
        .writeHead(standIn.answer.status, { 'content-type': 'application/json' })
        .end(standIn.answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const standIn: RobotStandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    answer: { status: 200, body: '{"errcode":0,"errmsg":"ok"}' },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return standIn
}

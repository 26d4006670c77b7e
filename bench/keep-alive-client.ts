import { connect, type Socket } from 'node:net'

export interface HttpAnswer {
  readonly status: number
  readonly body: string
}

/**
 * One kept connection to a server, one request at a time. Much cheaper than `fetch`, so that the load does not take
 * the processor from what is measured. Understands answers with a Content-Length only.
 */
export class KeepAliveClient {
  readonly #socket: Socket
  readonly #head: string
  #pending: { resolve: (answer: HttpAnswer) => void; reject: (error: Error) => void } | undefined
  #received: Buffer = Buffer.alloc(0)

  private constructor(socket: Socket, host: string, headers: Readonly<Record<string, string>>) {
    this.#socket = socket
    this.#head = [
      `Host: ${host}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ].join('\r\n')
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#take(chunk))
    socket.on('error', (error) => this.#pending?.reject(error))
    socket.on('close', () => this.#pending?.reject(new Error('the server closed the connection')))
  }

  static async open(address: string, headers: Readonly<Record<string, string>>): Promise<KeepAliveClient> {
    const { hostname, port, host } = new URL(address)
    const socket = connect(Number(port), hostname)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return new KeepAliveClient(socket, host, headers)
  }

  request(method: 'GET' | 'POST', path: string, body = ''): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject }
      const type = body === '' ? '' : 'Content-Type: application/json\r\n'
      this.#socket.write(
        `${method} ${path} HTTP/1.1\r\n${this.#head}\r\n${type}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
    })
  }

  close(): void {
    this.#pending = undefined
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const headEnd = this.#received.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const head = this.#received.toString('latin1', 0, headEnd)
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? Number.NaN)
    if (Number.isNaN(length)) {
      this.#pending?.reject(new Error(`an answer without Content-Length: ${head}`))
      return
    }
    const end = headEnd + 4 + length
    if (this.#received.length < end) return
    const answer = {
      status: Number(head.slice(9, 12)),
      body: this.#received.toString('utf8', headEnd + 4, end),
    }
    this.#received = this.#received.subarray(end)
    const pending = this.#pending
    this.#pending = undefined
    pending?.resolve(answer)
  }
}

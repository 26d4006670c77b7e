import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  readonly to: readonly string[]
  /** Headers and body as they came over the wire. */
  readonly source: string
  header(name: string): string | undefined
}

export interface SmtpStandIn {
  readonly port: number
  readonly received: ReceivedMail[]
  /** What the next mails are answered; null: accepted. */
  refuse: { readonly code: number; readonly text: string } | null
  close(): Promise<void>
}

/** A mail server on this machine that keeps what it is sent. */
export async function startSmtpStandIn(
  options: { user?: string; password?: string } = {},
): Promise<SmtpStandIn> {
  const received: ReceivedMail[] = []
  const server = new SMTPServer({
    authOptional: options.user === undefined,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth({ username, password }, _, done) {
      if (username === options.user && password === options.password) done(null, { user: username })
      else done(new Error('535 authentication failed'))
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (standIn.refuse) {
          done(Object.assign(new Error(standIn.refuse.text), { responseCode: standIn.refuse.code }))
          return
        }
        const source = Buffer.concat(chunks).toString('utf8')
        received.push({
          to: envelope.rcptTo.map(({ address }) => address),
          source,
          header: (name) => new RegExp(`^${name}: (.*)$`, 'im').exec(source)?.[1],
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const standIn: SmtpStandIn = {
    port: (server.server.address() as AddressInfo).port,
    received,
    refuse: null,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return standIn
}

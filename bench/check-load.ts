import { randomUUID } from 'node:crypto'
import type { Currency } from '../server/src/kernel/currency.js'
import type { CheckRequest } from '../server/src/modules/credit-control/check-request.js'
import type { CheckService } from '../server/src/modules/credit-control/check-service.js'
import { KeepAliveClient } from './keep-alive-client.js'
import type { Aim } from './pgbench-reference.js'
import { customerCode, SEGMENT } from './seeded-book.js'

export interface Load {
  readonly aim: Aim
  readonly customers: number
  readonly concurrency: number
  readonly seconds: number
}

export interface LoadResult {
  readonly perSecond: number
  readonly answered: number
  /** Of each answer, in milliseconds. */
  readonly latencies: readonly number[]
}

function nextCustomer({ aim, customers }: Pick<Load, 'aim' | 'customers'>): string {
  return customerCode(aim === 'hot' ? 1 : 1 + Math.floor(Math.random() * customers))
}

function checkBody(customer: string): string {
  return `{"checkpoint":"order","customerCode":"${customer}","segment":"${SEGMENT}","document":{"source":"bench","type":"order","number":"${randomUUID()}","version":1},"amount":{"amount":"100.00","currency":"CNY"}}`
}

/** Sends checks over HTTP, each client the next one when its last is answered, spread over the addresses. */
export async function closedLoop(addresses: readonly string[], key: string, load: Load): Promise<LoadResult> {
  const clients = await openClients(addresses, key, load.concurrency)
  const latencies: number[] = []
  const began = performance.now()
  const until = began + load.seconds * 1000
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        const sent = performance.now()
        await checkOnce(client, nextCustomer(load))
        latencies.push(performance.now() - sent)
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  for (const client of clients) client.close()
  return { perSecond: latencies.length / seconds, answered: latencies.length, latencies }
}

/** Sends checks at a fixed rate, whatever the answers take; the latency counts from when each was due. */
export async function openLoop(
  address: string,
  key: string,
  load: Omit<Load, 'concurrency'> & { readonly perSecond: number },
): Promise<LoadResult> {
  const idle = await openClients([address], key, 64)
  const all = [...idle]
  const latencies: number[] = []
  const began = performance.now()
  const count = Math.round(load.seconds * load.perSecond)
  const running: Promise<unknown>[] = []
  let failure: Error | undefined
  for (let sent = 0; sent < count && failure === undefined;) {
    const due = began + (sent * 1000) / load.perSecond
    if (performance.now() < due) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now() - 0.5)))
      while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve))
    }
    // In turns: a server closes connections that stay silent.
    const client = idle.shift()
    if (!client) {
      // Too slow for the rate: the next check waits, and its latency counts the waiting.
      await new Promise((resolve) => setImmediate(resolve))
      continue
    }
    running.push(
      checkOnce(client, nextCustomer(load))
        .then(() => {
          latencies.push(performance.now() - due)
          idle.push(client)
        })
        .catch((error: Error) => (failure = error)),
    )
    sent += 1
  }
  await Promise.all(running)
  const seconds = (performance.now() - began) / 1000
  for (const client of all) client.close()
  if (failure !== undefined) throw failure
  return { perSecond: latencies.length / seconds, answered: latencies.length, latencies }
}

async function checkOnce(client: KeepAliveClient, customer: string): Promise<void> {
  const answer = await client.request('POST', '/api/v1/credit-checks', checkBody(customer))
  if (answer.status !== 201) throw new Error(`a check was answered ${answer.status}: ${answer.body}`)
}

function openClients(addresses: readonly string[], key: string, count: number): Promise<KeepAliveClient[]> {
  const headers = { Authorization: `Bearer ${key}` }
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      KeepAliveClient.open(addresses[index % addresses.length] ?? '', headers),
    ),
  )
}

/** A check of 100 yuan for a new order of the customer. */
export function checkOf(customer: string): CheckRequest {
  return {
    checkpoint: 'order',
    customerCode: customer,
    segmentCode: SEGMENT,
    document: { source: 'bench', type: 'order', number: randomUUID(), version: 1n, orderNumber: null },
    amount: { minor: 10_000n, currency: 'CNY' as Currency },
    netDays: null,
    shipOn: null,
    reserve: true,
    trigger: 'check',
    submittedBy: 'bench',
    scope: null,
  }
}

/** The same load in this process, without HTTP. */
export async function inProcess(service: CheckService, load: Load): Promise<LoadResult> {
  const latencies: number[] = []
  const began = performance.now()
  const until = began + load.seconds * 1000
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const sent = performance.now()
      await service.check(checkOf(nextCustomer(load)))
      latencies.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: load.concurrency }, client))
  const seconds = (performance.now() - began) / 1000
  return { perSecond: latencies.length / seconds, answered: latencies.length, latencies }
}

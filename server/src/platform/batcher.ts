import { commonContext, currentContext, runInContext, type RequestContext } from './request-context.js'

/** Answers requests; those that arrive while earlier ones are being worked on go together in the next batch. */
export interface Batcher<Request, Answer> {
  /** Gives this request's own answer, or throws its own error. */
  submit(request: Request): Promise<Answer>
}

export interface BatcherOptions<Request, Answer> {
  /** Answers a batch in order, in one transaction. When it throws, nothing of the batch was stored. */
  readonly run: (batch: readonly Request[]) => Promise<readonly (Answer | Error)[]>
  readonly batchMax: number
  /**
   * What requests would wait for each other about, such as a customer whose credit group is locked. While one is in
   * work, those of the same key wait for the next batch instead of occupying a lane with waiting.
   */
  readonly keyOf: (request: Request) => string
  /** How many batches may be in work at once. */
  readonly lanes: number
  /** So many keys go together also while other lanes are free; left out, any number is divided among them. */
  readonly keysMin?: number
  /** Requests waiting at most; beyond it `submit` throws `overloaded()`. */
  readonly waitingMax: number
  readonly overloaded: () => Error
  readonly onBatch?: (size: number) => void
}

interface Waiting<Request, Answer> {
  readonly request: Request
  readonly context: RequestContext | undefined
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/**
 * Group commit: throughput under load comes from batches, latency at rest from starting at once. A batch whose
 * transaction fails is repeated one request at a time, so that a faulty request only fails itself.
 */
export function createBatcher<Request, Answer>(
  options: BatcherOptions<Request, Answer>,
): Batcher<Request, Answer> {
  let waiting: Waiting<Request, Answer>[] = []
  let working = 0
  let scheduled = false
  const keysInWork = new Set<string>()

  function start(): void {
    scheduled = false
    while (working < options.lanes && waiting.length > 0) {
      const batch = takeBatch()
      if (batch.length === 0) return
      const keys = new Set(batch.map(({ request }) => options.keyOf(request)))
      for (const key of keys) keysInWork.add(key)
      working += 1
      void work(batch).finally(() => {
        working -= 1
        for (const key of keys) keysInWork.delete(key)
        schedule()
      })
    }
  }

  function takeBatch(): Waiting<Request, Answer>[] {
    const { keyOf, batchMax, keysMin = 1 } = options
    const free = waiting.filter(({ request }) => !keysInWork.has(keyOf(request)))
    const keys = new Set(free.map(({ request }) => keyOf(request)))
    const share = Math.ceil(keys.size / (options.lanes - working))
    const batch = firstOf(free, ({ request }) => keyOf(request), Math.max(keysMin, share), batchMax)
    waiting = waiting.filter((one) => !batch.has(one))
    return [...batch]
  }

  /** Waits for the end of the current turn, so that requests read from sockets together go together. */
  function schedule(): void {
    if (scheduled || working >= options.lanes || waiting.length === 0) return
    scheduled = true
    setImmediate(start)
  }

  async function work(batch: readonly Waiting<Request, Answer>[]): Promise<void> {
    options.onBatch?.(batch.length)
    try {
      const context = commonContext(batch.map((one) => one.context))
      const answers = runInContext(context, () => options.run(batch.map(({ request }) => request)))
      settle(batch, await answers)
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error)
      else for (const one of batch) await work([one])
    }
  }

  return {
    submit(request) {
      if (waiting.length >= options.waitingMax) return Promise.reject(options.overloaded())
      return new Promise((resolve, reject) => {
        waiting.push({ request, context: currentContext(), resolve, reject })
        if (!keysInWork.has(options.keyOf(request))) schedule()
      })
    },
  }
}

/**
 * The longest-waiting items, in order of arrival: up to `max` of up to `keysMax` keys, those of one key together. So
 * what waits is divided among the lanes: while PostgreSQL works on one batch, the program works on another.
 */
function firstOf<Item>(
  waiting: readonly Item[],
  keyOf: (item: Item) => string,
  keysMax: number,
  max: number,
): Set<Item> {
  const keys = new Set<string>()
  const first = new Set<Item>()
  for (const item of waiting) {
    if (first.size >= max) break
    const key = keyOf(item)
    if (!keys.has(key) && keys.size >= keysMax) continue
    keys.add(key)
    first.add(item)
  }
  return first
}

function settle<Request, Answer>(
  batch: readonly Waiting<Request, Answer>[],
  answers: readonly (Answer | Error)[],
): void {
  for (const [index, one] of batch.entries()) {
    const answer = answers[index]
    if (answer === undefined) one.reject(new Error('the batch gave no answer'))
    else if (answer instanceof Error) one.reject(answer)
    else one.resolve(answer)
  }
}

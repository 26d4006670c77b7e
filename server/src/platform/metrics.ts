import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Everything this process counts; served at `/metrics`. */
const registry = new Registry()
collectDefaultMetrics({ register: registry, prefix: 'xinheng_' })

/** Time from a request's arrival to its answer. */
export const httpSeconds = new Histogram({
  name: 'xinheng_http_request_seconds',
  help: 'Time of HTTP requests by method, route and status',
  labelNames: ['method', 'route', 'status'],
  buckets: seconds,
  registers: [registry],
})

/** Time from a credit check's arrival to its stored answer, waiting in the batch queue included. */
export const decisionSeconds = new Histogram({
  name: 'xinheng_decision_seconds',
  help: 'Time of credit decisions from arrival to stored answer',
  buckets: seconds,
  registers: [registry],
})

/** How many requests went together in one transaction. */
export const batchSize = new Histogram({
  name: 'xinheng_batch_size',
  help: 'Requests that were answered by one transaction',
  labelNames: ['kind'],
  buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
  registers: [registry],
})

/** Age of the oldest waiting item of a queue. */
export const queueLagSeconds = new Gauge({
  name: 'xinheng_queue_lag_seconds',
  help: 'Age of the oldest item that is due and still waits',
  labelNames: ['queue'],
  registers: [registry],
})

/** What the latest verification of the audit trail in this process found; alarm on anything above 0. */
export const auditFindings = new Gauge({
  name: 'xinheng_audit_findings',
  help: 'Changed, removed or inserted entries that the latest verification of the audit trail found',
  registers: [registry],
})

/** Jobs by name and outcome. */
export const jobsTotal = new Counter({
  name: 'xinheng_jobs_total',
  help: 'Jobs that ended, by name and outcome',
  labelNames: ['job', 'outcome'],
  registers: [registry],
})

/** The metrics in the text format of Prometheus. */
export async function renderMetrics(): Promise<{ contentType: string; text: string }> {
  return { contentType: registry.contentType, text: await registry.metrics() }
}

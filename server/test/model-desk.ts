import { expect } from 'vitest'
import { modelJobs } from '../src/modules/scoring/models/jobs.js'
import type { Train } from '../src/modules/scoring/models/run-training.js'
import { trainFromFile } from '../src/modules/scoring/train-from-file.js'
import { multipartForm } from './multipart-form.js'
import { createTestApp, type Caller, type TestApp } from './test-app.js'

/** As the worker thread does it, in this thread. */
const train: Train = (request, { onProgress }) => trainFromFile(request, onProgress)

const idOf = ({ body }: { body: unknown }) => (body as { id: string }).id

/** A small book in which a high ratio and the city of Xi'an are bad. */
export function smallBook(): string {
  const lines = Array.from({ length: 400 }, (_, at) => {
    const ratio = (at * 37) % 100
    const city = ['上海', '西安', '成都'][at % 3] ?? ''
    const day = `2025-${String(1 + Math.floor(at / 34)).padStart(2, '0')}-15`
    const bad = ratio + (city === '西安' ? 25 : 0) > 80 + (at % 23) ? 1 : 0
    return `${at},${day},${ratio},${city},${(at % 7) * 100 + 50}.25,${at % 11},${bad}`
  })
  return `row_id,observed,ratio,city,amount,noise,target\n${lines.join('\n')}\n`
}

export type ModelDesk = Awaited<ReturnType<typeof openModelDesk>>

/** A program with an analyst who trains models on a small book and a manager who approves them. */
export async function openModelDesk() {
  const app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  const analyst = await app.signIn('credit-analyst')
  const manager = await app.signIn('credit-manager')
  const upload = (text: string, as: Caller = analyst) => uploadDataset(app, text, as)
  const datasetId = idOf(await upload(smallBook()))
  const trainings = trainingsOf(app, analyst, datasetId)
  return {
    app,
    analyst,
    manager,
    datasetId,
    upload,
    ...trainings,
    ...lifeOf(app, { analyst, manager }, trainings.trained),
  }
}

function uploadDataset(app: TestApp, text: string, as: Caller) {
  const { payload, headers } = multipartForm({ name: '样本.csv', content: text, type: 'text/csv' })
  return app.request('POST', '/api/v1/model-datasets', {
    as: { ...as, ...headers },
    body: payload,
  })
}

function trainingsOf(app: TestApp, analyst: Caller, datasetId: string) {
  const start = (settings: object, more: object = {}) =>
    app.request('POST', '/api/v1/model-trainings', {
      as: analyst,
      body: {
        ...{ datasetId, code: 'late', name: '逾期模型', ...more },
        settings: { method: 'scorecard', target: 'target', ...settings },
      },
    })
  const jobs = () => modelJobs(app.deps, '1.0', train)
  const work = async (trainingId: string): Promise<void> => {
    await jobs()['train-model']?.({ trainingId })
  }
  return {
    /** The jobs of models, at the time of the clock. */
    jobs,
    start,
    work,
    /** A new draft, trained. */
    async trained(settings: object = {}, more: object = {}): Promise<string> {
      const answer = await start(settings, more)
      expect(answer.status, answer.text).toBe(202)
      await work(idOf(answer))
      const done = await app.request('GET', `/api/v1/model-trainings/${idOf(answer)}`)
      expect(done.body, done.text).toMatchObject({ status: 'done' })
      return (done.body as { modelId: string }).modelId
    },
  }
}

function lifeOf(
  app: TestApp,
  { analyst, manager }: { readonly analyst: Caller; readonly manager: Caller },
  trained: (settings?: object) => Promise<string>,
) {
  const act = (id: string, what: string, body: object, as: Caller = analyst) =>
    app.request('POST', `/api/v1/models/${id}/${what}`, { as, body })
  const approve = async (id: string): Promise<void> => {
    const inbox = await app.request('GET', '/api/v1/inbox?subject=model-release', { as: manager })
    const { items } = inbox.body as { items: { id: string; stepId: string; objectId: string }[] }
    const item = items.find((one) => one.objectId === id)
    const answer = await app.request('POST', `/api/v1/approval-cases/${item?.id ?? ''}/actions`, {
      as: manager,
      body: { action: 'approve', stepId: item?.stepId, comment: '同意' },
    })
    expect(answer.status, answer.text).toBe(200)
  }
  return {
    get: (id: string, as: Caller = analyst) => app.request('GET', `/api/v1/models/${id}`, { as }),
    act,
    approve,
    async released(use: 'champion' | 'challenger', settings: object = {}): Promise<string> {
      const id = await trained(settings)
      expect((await act(id, 'validate', { note: '区分能力足够' })).status).toBe(200)
      expect((await act(id, 'submit', { use, note: '请批准' })).status).toBe(202)
      await approve(id)
      return id
    },
  }
}

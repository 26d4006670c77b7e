import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onnxFile } from '../../test/onnx-file.js'

const program = fileURLToPath(new URL('../../bin/xinheng.mjs', import.meta.url))

function run(args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { maxBuffer: 1e8 }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    )
  })
}

describe('xinheng model train', () => {
  let folder: string
  let data: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'xinheng-model-'))
    data = path.join(folder, 'book.csv')
    const lines = Array.from(
      { length: 300 },
      (_, at) => `${at},${(at * 37) % 100},${(at * 37) % 100 > 70 - (at % 20) ? 1 : 0}`,
    )
    await writeFile(data, `row_id,ratio,target\n${lines.join('\n')}\n`)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('trains in a thread of its own and prints metrics and a prediction per row, without an installation', async () => {
    const { code, out, err } = await run([
      'model',
      'train',
      data,
      '--target',
      'target',
      '--method',
      'gbm',
      '--json',
    ])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const result = JSON.parse(out) as {
      metrics: { test: { auc: number } }
      predictions: { pd: number; id: string }[]
    }
    expect(result.metrics.test.auc).toBeGreaterThan(0.8)
    expect(result.predictions).toHaveLength(300)
    expect(result.predictions[299]?.id).toBe('299')
  })

  it('scores a file with the saved model exactly as in training', async () => {
    const model = path.join(folder, 'model.json')
    const trained = await run(['model', 'train', data, '--target', 'target', '--save', model, '--json'])
    const scored = await run(['model', 'score', model, data, '--json'])
    const pds = (out: string) =>
      (JSON.parse(out) as { predictions: { pd: number; score: number }[] }).predictions.map((one) => [
        one.pd,
        one.score,
      ])
    expect(pds(scored.out)).toEqual(pds(trained.out))
    const wrong = await run(['model', 'score', data, data])
    expect(wrong.code).toBe(1)
    expect(wrong.err).toContain('is not a model')
  })

  it.each([
    [1, ['--target', 'ratio'], 'must hold 0 (good) and 1 (bad)'],
    [1, ['--target', 'nothing'], 'no column nothing'],
    [2, ['--target', 'target', '--split', '/nowhere.csv'], 'no file /nowhere.csv'],
    [2, ['--target', 'target', '--method', 'forest'], 'Allowed choices are scorecard, gbm'],
    [2, ['--target', 'target', '--monotone', 'ratio'], 'expected column:+1'],
    [2, [], '--target <column> is missing'],
  ])('ends with %i for %j', async (code, options, text) => {
    const result = await run(['model', 'train', data, ...options])
    expect(result.code).toBe(code)
    expect(result.err).toContain(text)
    expect(result.out).toBe('')
  })
})

describe('xinheng model from-onnx', () => {
  let folder: string
  const inFolder = (name: string) => path.join(folder, name)
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'xinheng-onnx-'))
    const graph = onnxFile({
      ...{ inputs: { x: 2 }, outputs: ['p'], constants: { w: { columns: 1, numbers: [0.05, -0.002] } } },
      nodes: [
        { op: 'MatMul', in: ['x', 'w'], out: ['z'] },
        { op: 'Sigmoid', in: ['z'], out: ['p'] },
      ],
    })
    await writeFile(inFolder('model.onnx'), graph)
    await writeFile(inFolder('book.csv'), 'amount,ratio\n120,95\n1000,40\n')
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('tells what the file wants to be given', async () => {
    const { code, out } = await run(['model', 'from-onnx', inFolder('model.onnx'), '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ kind: 'linear', columns: [{ name: 'x[0]' }, { name: 'x[1]' }] })
  })

  it('makes it a model that scores files', async () => {
    const model = inFolder('model.json')
    const named = ['--columns', 'ratio, amount', '--save', model]
    expect(await run(['model', 'from-onnx', inFolder('model.onnx'), ...named])).toMatchObject({ code: 0 })
    const { out } = await run(['model', 'score', model, inFolder('book.csv'), '--json'])
    const { predictions } = JSON.parse(out) as { predictions: { pd: number }[] }
    const expected = [0.05 * 95 - 0.002 * 120, 0.05 * 40 - 0.002 * 1000].map((z) => 1 / (1 + Math.exp(-z)))
    expect(predictions.map(({ pd }) => pd.toFixed(6))).toEqual(expected.map((pd) => pd.toFixed(6)))
  })

  it.each([
    [1, 'book.csv', ['--columns', 'ratio'], 'not an ONNX model'],
    [1, 'model.onnx', ['--columns', 'ratio'], '2 input columns and 1 features'],
    [1, 'model.onnx', ['--columns', 'ratio,'], 'columns 1.feature'],
    [1, 'model.onnx', ['--mapping', 'book.csv'], 'is no JSON'],
    [2, 'model.onnx', ['--save', 'model.json'], '--save needs --columns'],
    [2, 'none.onnx', [], 'no file'],
  ])('ends with %i for %s %j', async (code, file, args, text) => {
    const given = args.map((arg) => (arg.includes('.') ? inFolder(arg) : arg))
    const result = await run(['model', 'from-onnx', inFolder(file), ...given])
    expect(result.code).toBe(code)
    expect(result.err).toContain(text)
    expect(result.out).toBe('')
  })
})

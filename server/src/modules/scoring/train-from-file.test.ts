import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from './domain/statistics/numeric/random.js'
import { columnsOf, explain, predict, textReader } from './domain/statistics/training/model.js'
import { parseFittedModel } from './fitted-model-schemas.js'
import { trainFromFile, type TrainingRequest } from './train-from-file.js'

const ROWS = 400
const header = ['客户编号', 'debt ratio', '行业', 'note', 'always', 'seen', 'mixed', 'target']
const industries = ['制造', '零售 "批发"', 'transport, freight', '']

/** A book with everything that real files have: names, quotes, gaps, codes, a column that never varies. */
function inventedRows(seed = 5): string[][] {
  const random = seededRandom(seed)
  return Array.from({ length: ROWS }, (_, row) => {
    const ratio = random()
    const industry = Math.floor(random() * industries.length)
    const bad = random() < 0.1 + 0.4 * ratio + (industry === 1 ? 0.25 : 0)
    return [
      `9999888877776666${String(1000 + row)}`,
      random() < 0.1 ? '' : ratio.toFixed(4),
      industries[industry] ?? '',
      `remark "${row}", of ${random()}`,
      'x',
      `2026-01-${String(1 + (row % 28)).padStart(2, '0')}`,
      random() < 0.05 ? 'unknown' : `${Math.round(1e9 * ratio * random())}`,
      bad ? '1' : '0',
    ]
  })
}

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const csv = (rows: readonly (readonly string[])[], names: readonly string[] = header) =>
  [names, ...rows].map((row) => row.map(quoted).join(',')).join('\n') + '\n'

let folder: string
let count = 0
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'xinheng-train-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(content: string | Buffer): Promise<string> {
  const file = path.join(folder, `${(count += 1)}.csv`)
  await writeFile(file, content)
  return file
}

const standard = {
  ...{ target: 'target', method: 'scorecard', seed: 1, calibration: 'platt', reasons: false, rejects: null },
  ...{ excluded: [], manualBins: {}, directions: {} },
} as const satisfies Omit<TrainingRequest, 'file'>

async function train(content: string | Buffer, request: Partial<TrainingRequest> = {}) {
  return trainFromFile({ ...standard, ...request, file: await fileOf(content) })
}

describe.each(['scorecard', 'gbm'] as const)('a %s from a file', (method) => {
  it('takes gaps, codes, quotes and foreign names, and leaves out what says who a case is', async () => {
    const result = await train(csv(inventedRows()), { method })
    expect(result.predictions).toHaveLength(ROWS)
    for (const { pd, score } of result.predictions) {
      expect(pd).toBeGreaterThan(0)
      expect(pd).toBeLessThan(1)
      expect(Number.isFinite(score)).toBe(true)
    }
    expect(result.metrics.test.auc).toBeGreaterThan(0.6)
    expect(result.recipe).toMatchObject({ rows: ROWS, unused: 0 })
    const dropped = Object.fromEntries(result.dropped.map(({ feature, reason }) => [feature, reason]))
    expect(dropped).toMatchObject({
      客户编号: 'identifier',
      note: 'identifier',
      always: 'constant',
      seen: 'calendar_date',
    })
  })

  it('gives the same bytes for the same file, in every character set', async () => {
    const text = csv(inventedRows())
    const first = await train(text, { method, reasons: true })
    const again = await train(text, { method, reasons: true })
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
    for (const content of [Buffer.from(`\uFEFF${text}`), iconv.encode(text, 'gb18030')]) {
      const other = await train(content, { method, reasons: true })
      expect(other.predictions).toEqual(first.predictions)
    }
  })

  it('scores one record from the exported JSON as it scored the batch, with parts that sum to the whole', async () => {
    const rows = inventedRows()
    const { model, predictions } = await train(csv(rows), { method, reasons: true })
    const imported = parseFittedModel(JSON.parse(JSON.stringify(model)))
    if (imported === null) throw new Error('the export cannot be read')
    for (const [at, prediction] of predictions.entries()) {
      const cells = textReader(imported, (feature) => rows[at]?.[header.indexOf(feature)])
      expect(predict(imported, cells).pd).toBe(prediction.pd)
      expect(predict(imported, cells).score).toBe(prediction.score)
      expect(explain(imported, cells).contributions).toEqual(prediction.contributions)
    }
    const cells = textReader(imported, (feature) => rows[3]?.[header.indexOf(feature)])
    const { base, contributions } = explain(imported, cells)
    const sum = contributions.reduce((total, { logOdds }) => total + logOdds, base)
    const { pd } = predict(
      { ...imported, ...(method === 'gbm' ? { calibration: { kind: 'none' } } : {}) },
      cells,
    )
    expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(pd, 9)
  })

  it('scores what it has never seen as a number, whatever is in the record', async () => {
    const { model } = await train(csv(inventedRows()), { method })
    for (const text of ['', 'NaN', 'Infinity', '-1e400', '1e308', '火星', '"', undefined, '0']) {
      const { pd, score } = predict(
        model,
        textReader(model, () => text),
      )
      expect(pd > 0 && pd < 1 && Number.isFinite(score)).toBe(true)
    }
    expect(columnsOf(model).length).toBeGreaterThan(0)
  })
})

describe('what is given is honoured', () => {
  it('the split of a file, by row names, whatever its order', async () => {
    const rows = inventedRows()
    const parts = rows.map((row, at) => [row[0] ?? '', at % 4 === 0 ? 'test' : 'train']).reverse()
    const splitFile = await fileOf(csv(parts.slice(1), ['客户编号', 'split']))
    const { predictions, recipe } = await train(csv(rows), { splitFile })
    expect(recipe).toMatchObject({ train: 299, test: 100, unused: 1 })
    expect(predictions.map(({ split }) => split).slice(0, 5)).toEqual([
      'test',
      'train',
      'train',
      'train',
      'test',
    ])
    expect(predictions[0]?.id).toBe(rows[0]?.[0])
  })

  it('bins by hand', async () => {
    const manualBins = {
      'debt ratio': { breaks: [0.25, 0.5] },
      行业: { groups: [['制造'], ['零售 "批发"', 'transport, freight']] },
    }
    const { model } = await train(csv(inventedRows()), { manualBins })
    if (model.method !== 'scorecard') throw new Error('a scorecard was asked for')
    const ratio = model.features.find(({ binning }) => binning.feature === 'debt ratio')
    expect(ratio?.labels).toEqual(['[-inf,0.25)', '[0.25,0.5)', '[0.5,inf)', 'missing'])
    const industry = model.features.find(({ binning }) => binning.feature === '行业')
    expect(industry?.binning.groups ?? manualBins.行业.groups).toEqual(manualBins.行业.groups)
  })

  it('the value that is bad, and rows without a class are only scored', async () => {
    const rows = inventedRows().map((row, at) => [
      ...row.slice(0, -1),
      at === 7 ? '' : row[7] === '1' ? '逾期' : '正常',
    ])
    const { metrics, predictions } = await train(csv(rows), { badValue: '逾期' })
    expect(metrics.train.n + metrics.test.n).toBe(ROWS - 1)
    expect(predictions[7]).toMatchObject({ split: 'unused', target: null })
    expect(predictions[7]?.pd).toBeGreaterThan(0)
  })

  it('rows without a class take part as rejected cases, where that is asked for', async () => {
    const rows = inventedRows().map((row) => (Number(row[1]) > 0.8 ? [...row.slice(0, -1), ''] : row))
    const without = await train(csv(rows))
    for (const rejects of ['fuzzy', 'parcelling'] as const) {
      const inferred = await train(csv(rows), { rejects })
      expect(inferred.metrics.train.n).toBe(without.metrics.train.n)
      if (inferred.model.method !== 'scorecard') throw new Error('a scorecard was asked for')
      const cases = inferred.model.features[0]?.table.reduce((sum, row) => sum + row.count, 0)
      expect(cases).toBeCloseTo(inferred.recipe.train + inferred.recipe.unused, 6)
      expect(inferred.predictions.every(({ pd }) => pd > 0 && pd < 1)).toBe(true)
    }
  })

  it('a part that has one class only: figures that need both are null, with a warning', async () => {
    const rows = inventedRows()
    const parts = rows.map((row) => [row[0] ?? '', row[7] === '0' && Number(row[1]) > 0.5 ? 'test' : 'train'])
    const splitFile = await fileOf(csv(parts, ['客户编号', 'split']))
    const { metrics, warnings } = await train(csv(rows), { splitFile })
    expect(metrics.test).toMatchObject({ bad: 0, auc: null, ks: null, gini: null })
    expect(metrics.test.brier).toBeGreaterThan(0)
    expect(warnings.map(({ code }) => code)).toContain('test_cannot_tell')
  })
})

describe('a feature that says the class by itself', () => {
  it('is used with a warning, not lost', async () => {
    const rows = inventedRows().map((row, at) =>
      [...row.slice(0, -1), Number(row[1]) > 0.5 ? '1' : '0'].map((cell, i) =>
        i === 1 && cell === '' ? String(at / 1000) : cell,
      ),
    )
    const { metrics, warnings, features } = await train(csv(rows))
    expect(features.map(({ feature }) => feature)).toContain('debt ratio')
    expect(metrics.test.auc).toBeGreaterThan(0.99)
    expect(warnings.map(({ code }) => code)).toContain('possible_leak')
  })
})

describe('what is refused, with the reason', () => {
  const changed = (value: (at: number) => string) =>
    csv(inventedRows().map((row, at) => [...row.slice(0, -1), value(at)]))

  it.each([
    ['training_target_not_binary', () => changed((at) => String(at % 3)), {}],
    ['training_target_not_binary', () => changed(() => ''), {}],
    ['training_target_not_binary', () => changed((at) => String(at % 2)), { badValue: 'late' }],
    ['training_too_few', () => csv(inventedRows().slice(0, 20)), {}],
    ['training_too_few', () => changed(() => '0'), {}],
    ['training_too_few', () => csv([]), {}],
    ['training_column_missing', () => csv(inventedRows()), { target: 'bad' }],
    ['training_column_missing', () => csv(inventedRows()), { excluded: ['nothing'] }],
    [
      'training_columns_repeated',
      () => csv(inventedRows(), [...header.slice(0, -2), 'always', 'target']),
      {},
    ],
    ['training_row_too_long', () => csv(inventedRows().map((row) => [...row, 'more'])), {}],
    ['file_empty', () => '', {}],
  ])('%s', async (code, content, request) => {
    await expect(train(content(), request)).rejects.toMatchObject({ code })
  })

  it('a split file that says nothing about the data', async () => {
    const data = csv(inventedRows())
    const other = await fileOf(csv([['1', 'train']], ['row', 'part']))
    await expect(train(data, { splitFile: other })).rejects.toMatchObject({ code: 'training_split_no_key' })
    const strangers = await fileOf(csv([['1', 'train']], ['客户编号', 'split']))
    await expect(train(data, { splitFile: strangers })).rejects.toMatchObject({
      code: 'training_split_no_train',
    })
    const repeated = await fileOf(csv([['x', 'train']], ['always', 'split']))
    await expect(train(data, { splitFile: repeated })).rejects.toMatchObject({
      code: 'training_key_repeated',
    })
  })
})

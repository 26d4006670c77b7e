import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openModelDesk, type ModelDesk } from '../../../../test/model-desk.js'
import { onnxFile, type FileGraph } from '../../../../test/onnx-file.js'

let desk: ModelDesk

beforeAll(async () => {
  desk = await openModelDesk()
})
afterAll(() => desk.app.close())

/** As skl2onnx writes a pipeline of StandardScaler and LogisticRegression. */
const logistic: FileGraph = {
  inputs: { float_input: 2 },
  outputs: ['output_label', 'output_probability'],
  nodes: [
    {
      op: 'Scaler',
      in: ['float_input'],
      out: ['scaled'],
      attributes: { offset: [50, 350], scale: [0.05, 0.005] },
    },
    {
      ...{ op: 'LinearClassifier', in: ['scaled'], out: ['label', 'raw'] },
      attributes: {
        coefficients: [-1.5, 0.25, 1.5, -0.25],
        intercepts: [1, -1],
        ...{ classlabels_ints: { ints: [0, 1] }, post_transform: 'LOGISTIC', multi_class: { ints: [1] } },
      },
    },
    { op: 'Normalizer', in: ['raw'], out: ['probabilities'], attributes: { norm: 'L1' } },
    { op: 'Cast', in: ['label'], out: ['output_label'], attributes: { to: { ints: [7] } } },
    { op: 'ZipMap', in: ['probabilities'], out: ['output_probability'] },
  ],
}

/** Two trees over three columns, the last one a category of its own; splits as LightGBM and XGBoost write them. */
const trees = (post = 'LOGISTIC', mode = 'BRANCH_LEQ'): FileGraph => ({
  inputs: { ratio: 1, amount: 1, city: 'text' },
  outputs: ['label', 'probabilities'],
  nodes: [
    { op: 'OneHotEncoder', in: ['city'], out: ['cities'], attributes: { cats_strings: ['西安', '成都'] } },
    { op: 'Concat', in: ['ratio', 'amount', 'cities'], out: ['record'], attributes: { axis: { ints: [1] } } },
    {
      ...{ op: 'TreeEnsembleClassifier', in: ['record'], out: ['label', 'probabilities'] },
      attributes: {
        nodes_treeids: { ints: [0, 0, 0, 0, 0, 1, 1, 1] },
        nodes_nodeids: { ints: [0, 1, 2, 3, 4, 0, 1, 2] },
        nodes_featureids: { ints: [0, 2, 0, 0, 0, 1, 0, 0] },
        nodes_modes: [mode, 'BRANCH_GT', 'LEAF', 'LEAF', 'LEAF', 'BRANCH_LT', 'LEAF', 'LEAF'],
        nodes_values: [60.1, 0.5, 0, 0, 0, 250, 0, 0],
        nodes_truenodeids: { ints: [2, 3, 0, 0, 0, 1, 0, 0] },
        nodes_falsenodeids: { ints: [1, 4, 0, 0, 0, 2, 0, 0] },
        nodes_missing_value_tracks_true: { ints: [1, 0, 0, 0, 0, 0, 0, 0] },
        class_treeids: { ints: [0, 0, 0, 1, 1] },
        class_nodeids: { ints: [2, 3, 4, 1, 2] },
        class_ids: { ints: [0, 0, 0, 0, 0] },
        class_weights: post === 'NONE' ? [0.125, 0.5, 0.25, 0.0625, 0.125] : [-2, 1.5, 0.5, 0.25, -0.25],
        ...{ classlabels_ints: { ints: [0, 1] }, post_transform: post },
      },
    },
  ],
})

const base64 = (graph: FileGraph) => onnxFile(graph).toString('base64')
const asAnalyst = (path: string, body: object) => desk.app.request('POST', path, { as: desk.analyst, body })
const take = (graph: FileGraph, columns: object[], more: object = {}) =>
  asAnalyst('/api/v1/models/onnx', {
    code: 'foreign',
    name: '外部模型',
    file: base64(graph),
    columns,
    ...more,
  })
const score = async (id: string, values: object) =>
  (await desk.act(id, 'score', { values })).body as {
    pd: number
    base: number
    contributions: { feature: string; logOdds: number }[]
  }
const sigmoid = (margin: number) => 1 / (1 + Math.exp(-margin))

const linearColumns = [{ feature: 'ratio' }, { feature: 'amount' }]
const treeColumns = [{ feature: 'ratio' }, { feature: 'amount' }, { feature: 'city' }]

describe('an ONNX file', () => {
  it('tells what it wants to be given before anybody takes it', async () => {
    const { status, body, text } = await asAnalyst('/api/v1/models/onnx/look', { file: base64(trees()) })
    expect(status, text).toBe(200)
    expect(body).toMatchObject({ producer: 'xinheng-test', kind: 'trees', trees: 2, classes: ['0', '1'] })
    expect(body.columns).toEqual([
      { input: 'ratio', name: 'ratio', text: false },
      { input: 'amount', name: 'amount', text: false },
      { input: 'city', name: 'city', text: true },
    ])
  })

  it('of a scaled logistic regression says what it said', async () => {
    const { status, body, text } = await take(logistic, linearColumns)
    expect(status, text).toBe(201)
    expect(body).toMatchObject({
      method: 'linear',
      source: 'onnx',
      status: 'draft',
      features: ['ratio', 'amount'],
    })
    const id = body.id as string
    const margin = (ratio: number, amount: number) =>
      -1 + 1.5 * (ratio - 50) * 0.05 - 0.25 * (amount - 350) * 0.005
    expect((await score(id, { ratio: 95, amount: 120 })).pd).toBeCloseTo(sigmoid(margin(95, 120)), 6)
    // What is missing counts as the mean, and nothing speaks for or against it there.
    const missing = await score(id, { ratio: '', amount: 350 })
    expect(missing.pd).toBeCloseTo(sigmoid(-1), 6)
    expect(missing.contributions.map(({ logOdds }) => Math.abs(logOdds) < 1e-9)).toEqual([true, true])
  })

  const layered = (nodes: FileGraph['nodes'], constants: FileGraph['constants'] = {}): FileGraph => ({
    ...{ inputs: { x: 2 }, outputs: ['p'], constants: { ...constants, bias: [-1] } },
    nodes: [...nodes],
  })
  const sigmoidOf = { op: 'Sigmoid', in: ['z'], out: ['p'] }

  // As neural network libraries write logistic regression: weights in a column, in a row, or one column for each class.
  it.each([
    [
      'MatMul and Add',
      layered(
        [
          { op: 'MatMul', in: ['x', 'w'], out: ['product'] },
          { op: 'Add', in: ['bias', 'product'], out: ['z'] },
          sigmoidOf,
        ],
        { w: { columns: 1, numbers: [0.05, -0.002] } },
      ),
    ],
    [
      'Gemm with its weights in a row',
      layered(
        [
          {
            ...{ op: 'Gemm', in: ['x', 'w', 'bias'], out: ['z'] },
            attributes: { transB: { ints: [1] }, alpha: 0.5 },
          },
          sigmoidOf,
        ],
        { w: { columns: 2, numbers: [0.1, -0.004] } },
      ),
    ],
    [
      'Gemm of two classes and Softmax',
      layered(
        [
          { op: 'Gemm', in: ['x', 'w', 'both'], out: ['z'] },
          { op: 'Softmax', in: ['z'], out: ['p'] },
        ],
        { w: { columns: 2, numbers: [-0.01, 0.04, 0.001, -0.001] }, both: [0.75, -0.25] },
      ),
    ],
  ])('of %s says what it said', async (_, graph) => {
    const columns = linearColumns.map((column) => ({ ...column, missing: 0 }))
    const { status, body, text } = await take(graph, columns)
    expect(status, text).toBe(201)
    const { pd } = await score(body.id as string, { ratio: 95, amount: 120 })
    expect(pd).toBeCloseTo(sigmoid(-1 + 0.05 * 95 - 0.002 * 120), 6)
  })

  it('of trees decides every split as it did, also between two numbers of 32 bits', async () => {
    const id = (await take(trees(), treeColumns)).body.id as string
    const single = Math.fround(60.1)
    const cases: [object, number][] = [
      [{ ratio: 12, amount: 100, city: '上海' }, -2 + 0.25],
      [{ ratio: 61, amount: 250, city: '西安' }, 1.5 - 0.25],
      [{ ratio: 61, amount: 100, city: '成都' }, 0.5 + 0.25],
      // 60.1 is rounded up to the bound and 60.100003 is beyond it.
      [{ ratio: 60.1, amount: 100, city: '西安' }, -2 + 0.25],
      [{ ratio: single, amount: 100, city: '西安' }, -2 + 0.25],
      [{ ratio: 60.100003, amount: 100, city: '西安' }, 1.5 + 0.25],
      // What is missing goes where the file sends it, and a missing text is no city.
      [{ ratio: null, amount: null, city: null }, -2 - 0.25],
      [{ ratio: 99, amount: 100, city: '' }, 0.5 + 0.25],
    ]
    for (const [values, margin] of cases) {
      const { pd, base, contributions } = await score(id, values)
      expect(pd, JSON.stringify(values)).toBeCloseTo(sigmoid(margin), 12)
      expect(contributions.reduce((sum, { logOdds }) => sum + logOdds, base)).toBeCloseTo(margin, 9)
    }
  })

  it('of a forest, whose leaves add up to a probability, is explained in log-odds', async () => {
    const id = (await take(trees('NONE', 'BRANCH_LT'), treeColumns)).body.id as string
    const { pd, base, contributions } = await score(id, { ratio: 70, amount: 300, city: '西安' })
    expect(pd).toBeCloseTo(0.625, 9)
    expect(sigmoid(contributions.reduce((sum, { logOdds }) => sum + logOdds, base))).toBeCloseTo(0.625, 9)
  })

  it('may call another class bad, and want features in another unit', async () => {
    const columns = [{ feature: 'ratio', factor: 100 }, { feature: 'amount' }]
    const id = (await take(logistic, columns, { badClass: '0' })).body.id as string
    const margin = 1 - 1.5 * (95 - 50) * 0.05 + 0.25 * (120 - 350) * 0.005
    expect((await score(id, { ratio: 0.95, amount: 120 })).pd).toBeCloseTo(sigmoid(margin), 6)
  })

  it('gives the same as SQL', async () => {
    const id = (await take(trees(), treeColumns)).body.id as string
    const { body } = await desk.app.request('GET', `/api/v1/models/${id}/sql?table=given&key=row`)
    const { rows } = await desk.app.deps.db.pool.query<{ key: number; pd: number }>(
      `WITH given (row, ratio, amount, city) AS (VALUES (1, 61::float8, 250::float8, '西安'), (2, NULL, NULL, NULL),
         (3, 60.1, 100, '成都')), model AS (${(body.sql as string).replace(/ORDER BY key\s*$/, '')}) SELECT * FROM model ORDER BY key`,
    )
    expect(rows[0]?.pd).toBeCloseTo(sigmoid(1.25), 12)
    expect(rows[1]?.pd).toBeCloseTo(sigmoid(-2.25), 12)
    expect(rows[2]?.pd).toBeCloseTo(sigmoid(-1.75), 12)
  })

  it.each([
    [
      'an operator that is not known',
      { ...trees(), nodes: [{ op: 'SVMClassifier', in: ['ratio'], out: ['probabilities'] }] },
      'onnx_unsupported',
    ],
    [
      'weights of another width',
      layered([{ op: 'MatMul', in: ['x', 'w'], out: ['z'] }, sigmoidOf], { w: [1, 2, 3] }),
      'onnx_unsupported',
    ],
    ['a split on equal values', trees('LOGISTIC', 'BRANCH_EQ'), 'onnx_unsupported'],
    ['labels alone', { ...trees(), outputs: ['label'] }, 'onnx_no_probability'],
  ])('with %s is refused, and says so', async (_, graph, code) => {
    const answer = await take(graph, treeColumns)
    expect(answer).toMatchObject({ status: 400, body: { code } })
    if (code === 'onnx_unsupported') expect(answer.body.detail).toMatch(/SVMClassifier|BRANCH_EQ|MatMul 3/)
  })

  it('is refused when features and columns do not match, or a class is not its own', async () => {
    expect(await take(logistic, [{ feature: 'ratio' }])).toMatchObject({ body: { code: 'onnx_mapping' } })
    const twice = await take(logistic, [{ feature: 'ratio' }, { feature: 'ratio' }])
    expect(twice).toMatchObject({ status: 400, body: { code: 'onnx_feature_twice' } })
    const answer = await take(logistic, linearColumns, { badClass: 'bad' })
    expect(answer).toMatchObject({ status: 400, body: { code: 'onnx_class' } })
  })

  it.each([
    'AAAA',
    Buffer.from('PK not a model').toString('base64'),
    onnxFile(logistic).subarray(0, 200).toString('base64'),
  ])('that is none is refused (%#)', async (file) => {
    const answer = await asAnalyst('/api/v1/models/onnx/look', { file })
    expect(answer).toMatchObject({ status: 400, body: { code: 'onnx_unreadable' } })
  })
})

describe('a model of elsewhere', () => {
  it('becomes champion only through a trial, validation and approval', async () => {
    const id = (await take(logistic, linearColumns)).body.id as string
    expect((await desk.act(id, 'validate', { note: '好' })).body.code).toBe('model_without_report')
    const trial = await asAnalyst(`/api/v1/models/${id}/trials`, {
      datasetId: desk.datasetId,
      target: 'target',
    })
    expect(trial.status, trial.text).toBe(202)
    expect(trial.body).toMatchObject({ trialOf: id, status: 'queued' })
    await desk.work(trial.body.id as string)
    const { body } = await desk.get(id)
    expect(body.report).toMatchObject({ split: { kind: 'trial' }, rows: 400, unused: 0 })
    expect(body.report.metrics.test.n).toBe(400)
    expect(body.report.metrics.test.auc).toBeGreaterThan(0.7)
    expect(body.auc).toBe(body.report.metrics.test.auc)
    expect((body.events as { kind: string }[]).map(({ kind }) => kind)).toEqual(['tried', 'imported'])
    const pdf = await desk.app.request('GET', `/api/v1/models/${id}/report.pdf`, { as: desk.analyst })
    expect(pdf.status).toBe(200)
    expect((await desk.act(id, 'validate', { note: '在本公司数据上有效' })).body.status).toBe('validated')
    expect((await desk.act(id, 'submit', { use: 'champion', note: '启用' })).status).toBe(202)
    await desk.approve(id)
    expect((await desk.get(id)).body.status).toBe('champion')
  })

  it('is exported, and imported again scores identically', async () => {
    const id = (await take(trees(), treeColumns)).body.id as string
    const { body: document } = await desk.app.request('GET', `/api/v1/models/${id}/export`, {
      as: desk.analyst,
    })
    const copy = await asAnalyst('/api/v1/models/import', document as object)
    expect(copy.status, copy.text).toBe(201)
    const values = { ratio: 61, amount: 250, city: '西安' }
    expect(await score(copy.body.id as string, values)).toEqual(await score(id, values))
  })

  it('is not tried on data that lack what it reads, nor once it is retired', async () => {
    const id = (await take(logistic, [{ feature: 'ratio' }, { feature: 'overdue_days_max' }])).body
      .id as string
    const trial = { datasetId: desk.datasetId, target: 'target' }
    expect(await asAnalyst(`/api/v1/models/${id}/trials`, trial)).toMatchObject({
      ...{ status: 400, body: { code: 'training_column_missing' } },
    })
    const other = (await take(logistic, linearColumns)).body.id as string
    expect(await asAnalyst(`/api/v1/models/${other}/trials`, { ...trial, target: 'none' })).toMatchObject({
      body: { code: 'training_column_missing' },
    })
    await desk.act(other, 'end', { to: 'retired', note: '不用' }, desk.manager)
    expect(await asAnalyst(`/api/v1/models/${other}/trials`, trial)).toMatchObject({
      body: { code: 'model_status' },
    })
  })
})

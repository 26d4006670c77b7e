import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Database } from '../../../platform/db/types.js'
import { areBins } from '../domain/statistics/binning/manual-bins.js'
import { binSheet, type BinSheet } from '../domain/statistics/binning/bin-sheet.js'
import { fitBinning, modelBinning, type ManualBins } from '../domain/statistics/binning/fit-binning.js'
import type { TrendChoice } from '../domain/statistics/binning/optimal-merge.js'
import { binningOf } from '../domain/statistics/scorecard/fit-scorecard.js'
import type { Column } from '../domain/statistics/training/column.js'
import { featureColumn, textsOf } from '../domain/statistics/training/parse-table.js'
import type { Sample } from '../domain/statistics/training/sample.js'
import { trainingSample } from '../domain/statistics/training/train-model.js'
import { whyUnusable } from '../domain/statistics/training/usable-columns.js'
import { prepareSample, type SampleRequest } from '../prepare-training.js'
import { withDatasetFile } from './store-dataset.js'

export interface BinQuestion {
  readonly sample: Omit<SampleRequest, 'file' | 'splitFile'>
  readonly feature: string
  readonly trend: TrendChoice
  /** Null: as the program finds them. */
  readonly bins: ManualBins | null
}

interface Prepared {
  readonly column: Column
  readonly sample: Sample
}

/**
 * Bins of one column over the very rows that a training with these settings would fit on, so that what is seen is what
 * comes out. Data never changes, so the columns asked for last are kept, and changing a bin reads nothing again.
 */
export class BinPreview {
  private readonly kept = new Map<string, Promise<Prepared>>()

  constructor(private readonly db: Database) {}

  async sheet(datasetId: Id, { sample: asked, feature, trend, bins }: BinQuestion): Promise<BinSheet> {
    if (bins !== null && !areBins(bins)) throw new Refusal('training_bins', { column: feature })
    const { column, sample } = await this.prepared(datasetId, asked, feature)
    const matching = bins === null || (bins.breaks === undefined) === (column.kind === 'category')
    if (!matching) throw new Refusal('training_bins', { column: feature })
    const settings = binningOf(feature, { binning: modelBinning, trends: { [feature]: trend } })
    return binSheet(fitBinning(column, sample, settings, bins ?? undefined), column, sample)
  }

  private prepared(datasetId: Id, asked: BinQuestion['sample'], feature: string): Promise<Prepared> {
    const key = JSON.stringify([datasetId, asked, feature])
    const known = this.kept.get(key)
    if (known !== undefined) return known
    const reading = withDatasetFile(this.db, datasetId, (file) => prepareColumn({ ...asked, file }, feature))
    this.kept.set(key, reading)
    reading.catch(() => this.kept.delete(key))
    const [oldest] = this.kept.keys()
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest)
    return reading
  }
}

/** At twelve bytes a row this is little even for the largest file. */
const KEPT = 16

async function prepareColumn(request: SampleRequest, feature: string): Promise<Prepared> {
  const prepared = await prepareSample(request, [feature])
  const { table, target, split } = prepared
  const texts = textsOf(table, table.header.indexOf(feature))
  const roles = [request.target, request.timeColumn, request.weightColumn, prepared.keyColumn]
  const reason = roles.includes(feature) ? 'key' : whyUnusable(feature, texts, split.train)
  if (reason !== null) throw new Refusal('training_no_binned_feature', { column: feature, reason })
  const classes = new Set(Array.from(split.train, (row) => target[row]))
  if (classes.size < 2) {
    const bad = split.train.filter((row) => target[row] === 1).length
    const good = split.train.length - bad
    throw new Refusal('training_too_few', {
      ...{ rows: split.train.length, bad, good, minRows: 50, minClass: 5 },
    })
  }
  return { column: featureColumn(feature, texts, split.train), sample: trainingSample(prepared) }
}

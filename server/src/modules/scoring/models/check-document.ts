import { binCount } from '../domain/statistics/binning/binning.js'
import type { FittedModel } from '../domain/statistics/training/model.js'

/** What keeps a document of the right form from working as a model; null when it works. */
export function documentFault(model: FittedModel): string | null {
  if (model.method === 'scorecard') {
    const wrong = model.features.find(
      ({ binning, table, points, labels }) =>
        [table.length, points.length, labels.length].some((length) => length !== binCount(binning)) ||
        binning.breaks.some((value, at) => at > 0 && value <= (binning.breaks[at - 1] ?? value)),
    )
    return wrong === undefined ? null : `bins of ${wrong.binning.feature}`
  }
  const columns = new Set(model.columns.map(({ feature }) => feature))
  const inputs = model.method === 'gbm' ? model.inputs : model.terms.map(({ input }) => input)
  const stray = inputs.find(({ feature }) => !columns.has(feature))
  if (stray !== undefined) return `input ${stray.feature}`
  if (model.method === 'linear') return null
  const beyond = model.ensemble.trees.some((nodes) =>
    nodes.some(({ feature, left }) => left !== -1 && (feature < 0 || feature >= model.inputs.length)),
  )
  if (beyond || model.ensemble.trees.some((nodes) => nodes.length === 0)) return 'trees'
  const { calibration } = model
  const uneven = calibration.kind === 'isotonic' && calibration.x.length !== calibration.y.length
  return uneven ? 'calibration' : null
}

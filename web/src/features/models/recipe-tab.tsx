import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import type { Model } from './api'
import styles from './models.module.css'

function text(value: unknown): string {
  if (typeof value === 'string') return value
  return value == null ? '–' : JSON.stringify(value)
}

/** Null for a list or an object without entries. */
function filled(value: unknown): unknown {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? value : null
}

/** The file that a model was taken from, and what stands in its columns. */
function onnxLines(found: unknown, t: TFunction<'models'>): [string, unknown][] {
  if (typeof found !== 'object' || found === null) return []
  const { fileSha256, producer, operators, columns, badClass } = found as Readonly<Record<string, unknown>>
  return [
    [t('recipe.onnx'), fileSha256],
    [t('recipe.program'), producer],
    [t('recipe.operators'), operators],
    [t('recipe.columns'), columns],
    [t('recipe.badClass'), badClass],
  ]
}

/** How the model was made, so that it can be made again: the same data and settings give the same document. */
export function RecipeTab({ model }: { model: Model }) {
  const { t } = useTranslation('models')
  const { recipe } = model
  const method = recipe['rejects'] as 'parcelling' | 'fuzzy' | null | undefined
  const rejects = method == null ? null : `${t(`rejects.${method}`)} × ${text(recipe['worseBy'] ?? 1.2)}`
  const settings = (recipe['settings'] ?? {}) as Readonly<Record<string, unknown>>
  const lines: readonly [string, unknown][] = [
    [t('recipe.data'), model.reportOn?.datasetName],
    [t('recipe.dataHash'), recipe['dataSha256']],
    [t('recipe.documentHash'), model.documentSha256],
    [t('recipe.target'), recipe['target']],
    [t('recipe.badValue'), recipe['badValue']],
    [t('column.method'), t(`method.${model.method}`)],
    [t('recipe.seed'), recipe['seed']],
    [
      t('recipe.rows'),
      recipe['rows'] === undefined
        ? null
        : [recipe['rows'], recipe['train'], recipe['test'], recipe['unused']].map(text).join(' / '),
    ],
    [t('recipe.time'), recipe['time']],
    [t('recipe.excluded'), (settings['excluded'] as string[] | undefined)?.join(', ')],
    [t('recipe.excludedRows'), filled(recipe['exclusions'])],
    [t('recipe.weight'), recipe['weightColumn']],
    [t('recipe.manualBins'), filled(recipe['manualBins'])],
    [t('recipe.trends'), filled(recipe['trends'])],
    [t('recipe.directions'), filled(recipe['directions'])],
    [t('recipe.rejects'), rejects],
    [t('recipe.selection'), recipe['selection']],
    [t('recipe.program'), recipe['program']],
    [t('recipe.importedFrom'), recipe['importedFrom']],
    ...onnxLines(recipe['onnx'], t),
  ]
  return (
    <Panel title={t('tab.recipe')}>
      <p className={styles.lead}>{t('recipe.detail')}</p>
      <dl className={styles.pairs}>
        {lines
          .filter(([, value]) => value != null && value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text(value)}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  )
}

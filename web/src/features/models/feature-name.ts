import { useText } from '../../i18n/use-text'
import type { Model } from './api'

/** Names the features of a model: those of the catalogue in words, columns of a file as they are called there. */
export function useFeatureName({ featureLabels }: Pick<Model, 'featureLabels'>): (feature: string) => string {
  const textOf = useText()
  return (feature) => {
    const label = featureLabels[feature]
    return label === undefined ? feature : textOf(label)
  }
}

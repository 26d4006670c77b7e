import { featureCodes, type FeatureCode, type FeatureInputs, type FeatureValue } from '../features.js'

/** Whether a model may score customers: all that it reads is in the catalogue of features. Gives the first that is not. */
export function foreignFeature(names: readonly string[]): string | null {
  return names.find((name) => !isFeatureCode(name)) ?? null
}

export function isFeatureCode(name: string): name is FeatureCode {
  return (featureCodes as readonly string[]).includes(name)
}

/** A feature's value as the text that a training table holds: the one form in which models read customers. */
export function featureText(value: FeatureValue | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}

/** The texts of a customer's features, by name. */
export function featureTexts({ values }: FeatureInputs): (feature: string) => string {
  return (feature) => (isFeatureCode(feature) ? featureText(values[feature]) : '')
}

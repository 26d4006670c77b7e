import type { Overlay } from './overlay.js'
import {
  featureCodes,
  features,
  type FeatureCode,
  type FeatureInputs,
  type FeatureValue,
} from './features.js'

/** The features of a whole book, column by column: what a scorecard runs over in milliseconds. */
export interface BookColumns {
  readonly ids: readonly string[]
  /** Values of a feature that is a number; NaN is not known. */
  readonly numbers: ReadonlyMap<FeatureCode, Float64Array>
  /** Of a feature that is a code: where its text stands in `texts`, 0 is not known. */
  readonly codes: ReadonlyMap<FeatureCode, Uint16Array>
  readonly texts: readonly (string | null)[]
  /** 1 where the value is older than its freshness limit. */
  readonly stale: ReadonlyMap<FeatureCode, Uint8Array>
  /** Overlays that are in force for a customer; of most there are none. */
  readonly overlays: (row: number) => readonly Overlay[]
}

const NO_OVERLAYS: readonly Overlay[] = []

/** Gathers the inputs of ratings into columns. Room for `capacity` customers is taken at once. */
export class ColumnBuilder {
  private readonly ids: string[] = []
  private readonly texts: (string | null)[] = [null]
  private readonly places = new Map<string, number>()
  private readonly numbers = new Map<FeatureCode, Float64Array>()
  private readonly codes = new Map<FeatureCode, Uint16Array>()
  private readonly stale = new Map<FeatureCode, Uint8Array>()

  /** Sets of overlays as they occur together, the empty one first, and the set of each row. */
  private readonly overlaySets: (readonly Overlay[])[] = [NO_OVERLAYS]
  private readonly setPlaces = new Map<string, number>([['', 0]])
  private readonly setOfRow: Uint16Array

  /** `overlays`: those in force, by the places by which customers name them. */
  constructor(
    private readonly capacity: number,
    private readonly overlaysInForce: readonly Overlay[] = [],
  ) {
    this.setOfRow = new Uint16Array(overlaysInForce.length === 0 ? 0 : capacity)
    for (const feature of featureCodes) {
      if (features[feature].unit === 'code') this.codes.set(feature, new Uint16Array(capacity))
      else this.numbers.set(feature, new Float64Array(capacity).fill(Number.NaN))
      this.stale.set(feature, new Uint8Array(capacity))
    }
  }

  /** Adds a customer, with the places of its overlays separated by commas; false when there is no more room. */
  add(id: string, inputs: FeatureInputs, overlays = ''): boolean {
    const row = this.ids.length
    if (row >= this.capacity) return false
    this.ids.push(id)
    for (const [feature, value] of Object.entries(inputs.values) as [FeatureCode, FeatureValue][]) {
      if (typeof value === 'number') this.set(this.numbers.get(feature), row, value)
      else if (typeof value === 'string') this.set(this.codes.get(feature), row, this.placeOf(value))
    }
    for (const feature of inputs.stale) this.set(this.stale.get(feature), row, 1)
    if (overlays !== '') this.setOfRow[row] = this.setOf(overlays)
    return true
  }

  build(): BookColumns {
    const { ids, numbers, codes, texts, stale, overlaySets, setOfRow } = this
    const overlays = (row: number) => overlaySets[setOfRow[row] ?? 0] ?? NO_OVERLAYS
    return { ids, numbers, codes, texts, stale, overlays }
  }

  private setOf(places: string): number {
    const known = this.setPlaces.get(places)
    if (known !== undefined) return known
    const set = places.split(',').flatMap((place) => this.overlaysInForce[Number(place)] ?? [])
    const place = this.overlaySets.push(set) - 1
    this.setPlaces.set(places, place)
    return place
  }

  private set(column: Float64Array | Uint16Array | Uint8Array | undefined, row: number, value: number): void {
    if (column) column[row] = value
  }

  private placeOf(text: string): number {
    const known = this.places.get(text)
    if (known !== undefined) return known
    const place = this.texts.push(text) - 1
    this.places.set(text, place)
    return place
  }
}

/** The inputs of one customer again. */
export function inputsAt(columns: BookColumns, row: number): FeatureInputs {
  const values: Partial<Record<FeatureCode, FeatureValue>> = {}
  for (const [feature, column] of columns.numbers) {
    const value = column[row] ?? Number.NaN
    if (!Number.isNaN(value)) values[feature] = value
  }
  for (const [feature, column] of columns.codes) {
    const text = columns.texts[column[row] ?? 0] ?? null
    if (text !== null) values[feature] = text
  }
  const stale = [...columns.stale].filter(([, column]) => column[row] === 1).map(([feature]) => feature)
  return { values, stale }
}

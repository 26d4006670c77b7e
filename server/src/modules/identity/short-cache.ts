const ENTRIES_MAX = 10_000

/**
 * Keeps answers of `load` for `lifeMs`, so that a caller in full swing costs no query. Concurrent questions share one
 * load. `undefined` is never kept: what did not exist may exist now.
 */
export class ShortCache<V> {
  readonly #entries = new Map<string, { readonly value: Promise<V | undefined>; readonly since: number }>()
  #generation = 0

  /** `clock` gives milliseconds; an answer is also forgotten when it goes back. */
  constructor(
    private readonly lifeMs: number,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  async get(key: string, load: () => Promise<V | undefined>): Promise<V | undefined> {
    const now = this.clock()
    const known = this.#entries.get(key)
    if (known && Math.abs(now - known.since) < this.lifeMs) return known.value
    if (this.#entries.size >= ENTRIES_MAX) this.#entries.clear()
    const generation = this.#generation
    const value = load()
    this.#entries.set(key, { value, since: now })
    try {
      const found = await value
      if (found === undefined || generation !== this.#generation) this.#drop(key, value)
      return found
    } catch (error) {
      this.#drop(key, value)
      throw error
    }
  }

  /** Forgets everything, also what is being loaded at this moment. */
  clear(): void {
    this.#generation++
    this.#entries.clear()
  }

  #drop(key: string, value: Promise<V | undefined>): void {
    if (this.#entries.get(key)?.value === value) this.#entries.delete(key)
  }
}

/**
 * The demo book's own source of chance: reproducible on every machine, independent per stream.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand), 128 bits of state in 32-bit integer arithmetic; its state is
 * a hash of seed, stream name and index, so that customer 7 is the same in a book of ten and in a book of a million.
 */
export interface Random {
  /** A whole number between `low` and `high`, both included. */
  readonly int: (low: number, high: number) => number
  /** True in `percent` of a hundred cases. */
  readonly chance: (percent: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** One of the entries, each as likely as its weight among all weights. */
  readonly weighted: <T>(entries: readonly (readonly [T, number])[]) => T
  /** An amount in minor units between `low` and `high`, both included. */
  readonly minor: (low: bigint, high: bigint) => bigint
}

/**
 * Opens the stream of chance that belongs to one thing of the book.
 *
 * @param seed the book's seed, a 32-bit whole number
 * @param stream what the chance is used for, so that a new use disturbs no other
 * @param index the number of the thing
 */
export function randomFor(seed: number, stream: string, index: number): Random {
  const next = sfc32(seed | 0, hashText(stream), index | 0)
  const int = (low: number, high: number): number =>
    low + Math.floor((next() * (high - low + 1)) / 4294967296)
  return {
    int,
    chance: (percent) => next() < percent * 42949672.96,
    pick: (list) => itemAt(list, int(0, list.length - 1)),
    weighted: (entries) => {
      let left = int(
        1,
        entries.reduce((sum, [, weight]) => sum + weight, 0),
      )
      const found = entries.find(([, weight]) => (left -= weight) <= 0)
      return (found ?? itemAt(entries, 0))[0]
    },
    minor: (low, high) => low + ((BigInt(next()) * (high - low + 1n)) >> 32n),
  }
}

/**
 * Shuffles the numbers below `size` so that neighbours land far apart and no two land together: v ↦ (a·v + b) mod size.
 *
 * @param size how many numbers, a prime of at most 31 bits so that every multiplier is reversible
 */
export function shuffledNumber(seed: number, stream: string, size: number, value: number): number {
  const { factor, offset } = shuffleOf(seed, stream, size)
  return Number((factor * BigInt(value) + offset) % BigInt(size))
}

interface Shuffle {
  readonly seed: number
  readonly factor: bigint
  readonly offset: bigint
}

/** The shuffles of the book made last, by stream and size. */
const shuffles = new Map<string, Shuffle>()

function shuffleOf(seed: number, stream: string, size: number): Shuffle {
  const key = `${stream} ${size}`
  const known = shuffles.get(key)
  if (known?.seed === seed) return known
  const random = randomFor(seed, stream, size)
  const factor = BigInt(random.int(Math.floor(size / 3), size - 1))
  const shuffle = { seed, factor, offset: BigInt(random.int(0, size - 1)) }
  shuffles.set(key, shuffle)
  return shuffle
}

/** The item at a place that is known to exist; round the end it starts again. */
export function itemAt<T>(list: readonly T[], place: number): T {
  const item = list[place % list.length]
  if (item === undefined) throw new RangeError(`no item at ${place}`)
  return item
}

function sfc32(seed: number, stream: number, index: number): () => number {
  let a = mix(seed ^ 0x9e3779b9)
  let b = mix(stream ^ a)
  let c = mix(index ^ b)
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let round = 0; round < 12; round++) next()
  return next
}

/** The finaliser of MurmurHash3 (Austin Appleby): every input bit reaches every output bit. */
function mix(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) | 0
}

const textHashes = new Map<string, number>()

function hashText(text: string): number {
  const known = textHashes.get(text)
  if (known !== undefined) return known
  const hash = [...text].reduce(
    (sum, letter) => mix(Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)),
    text.length,
  )
  textHashes.set(text, hash)
  return hash
}

/** Hands on what `source` gives, while it already works on the next piece. */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  let next = iterator.next()
  try {
    for (;;) {
      const step = await next
      if (step.done === true) return
      next = iterator.next()
      // A failure is thrown when its turn comes; until then it must not count as unhandled.
      next.catch(() => undefined)
      yield step.value
    }
  } finally {
    await iterator.return?.()
  }
}

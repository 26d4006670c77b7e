import { describe, expect, it } from 'vitest'
import { scoreText } from './score-text'

describe('a score as it is shown', () => {
  it.each([
    [80, '80.0'],
    [79.96, '79.9'],
    [79.9, '79.9'],
    [70.05, '70.0'],
    [0.3, '0.3'],
    [100, '100.0'],
  ])('of %d is %s', (score, text) => {
    expect(scoreText(score)).toBe(text)
  })

  it('never reaches the next tenth', () => {
    for (let hundredths = 0; hundredths <= 10_000; hundredths++) {
      const shown = Number(scoreText(hundredths / 100))
      expect(Math.round(shown * 100)).toBe(Math.floor(hundredths / 10) * 10)
    }
  })
})

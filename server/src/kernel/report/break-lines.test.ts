import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakLines } from './break-lines.js'

/** Chinese characters are two wide, all others one. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0)
}

const lines = (text: string, width: number) => breakLines(text, width, widthOf)

describe('breaking lines', () => {
  it('breaks between any two Chinese characters and only between words of other scripts', () => {
    expect(lines('客户已承诺付款', 8)).toEqual(['客户已承', '诺付款'])
    expect(lines('paid by the end', 8)).toEqual(['paid by', 'the end'])
    expect(lines('共12.5万元', 6)).toEqual(['共12.5', '万元'])
  })

  it('begins no line with a closing mark and ends none with an opening one', () => {
    expect(lines('付清货款，放行', 8)).toEqual(['付清货', '款，放行'])
    expect(lines('同意（按期）', 6)).toEqual(['同意', '（按', '期）'])
    expect(lines('可用￥80', 5)).toEqual(['可用', '￥80'])
  })

  it('cuts a word that is longer than a line, and keeps the ends of lines that the text has', () => {
    expect(lines('ABCDEFGHIJ', 4)).toEqual(['ABCD', 'EFGH', 'IJ'])
    expect(lines('甲\n乙', 10)).toEqual(['甲', '乙'])
    expect(lines('', 10)).toEqual([''])
  })

  it('loses nothing, whatever the text', () => {
    const letter = fc.constantFrom(...'中文，。（）「」ab1 %¥-')
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 60 }), fc.integer({ min: 4, max: 30 }), (letters, width) => {
        const text = letters.join('')
        const broken = lines(text, width)
        expect(broken.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        for (const line of broken.slice(1)) expect(line).not.toMatch(/^[，。）」%]/)
      }),
    )
  })
})

import { INDUSTRIES, TRADING } from './industries.js'
import { itemAt, shuffledNumber } from './random.js'

/**
 * Brand names nobody else in the book has. A brand is two characters, or three in a very large book; which ones follows
 * from the customer's number by a reversible shuffle, so uniqueness needs no memory of the names given before.
 */

const FIRST = [
  ...'恒瑞鑫盛宏泰隆嘉德顺兴荣金博骏腾凯润天宇正安康明辉永广和亿众智启睿锐卓峰江林星光辰云浩翔飞鹏瀚泽沃晟昊铭锦铂鼎弘毅立元吉福益裕庆同聚汇捷迅卫航乾坤景朗翰誉东南普伟久祺琪尚丰华远佰万双四品优向思博雅臻冠尊敬诺煜灏晗烨朝迎旷竣',
].filter((letter, place, all) => all.indexOf(letter) === place)

const SECOND = [
  ...'达源信诚昌通利佳美创科新森海川龙凤麟澜沛圣晖曜钰亨贞祥禄增富集力联邦特尔朗迪恩莱诺维凡升腾宝典成堡奥杰坚伦赛旺欣雄扬益英裕原越展兆振志忠宸淳鸿骅霖岭陆茂铭能平齐强勤仁韧善尚硕泰拓旭翎恺玮珂珏瑾瑜璟璞骥韬略谦朴淼',
].filter((letter, place, all) => all.indexOf(letter) === place)

const industryInitials = new Set(
  [TRADING, ...INDUSTRIES].flatMap((industry) => industry.words.map((w) => w.charAt(0))),
)

/** A third character never begins an industry word, so "brand + industry" can be read in one way only. */
const THIRD = SECOND.filter((letter) => !industryInitials.has(letter))

/** The largest prime that the pairs of first and second characters hold. */
const PAIRS = largestPrimeUpTo(FIRST.length * SECOND.length)

/** How many customers can have a brand of their own. */
const BRANDS = PAIRS * (1 + THIRD.length)

/** The brand of the customer with this number. */
export function brandOf(seed: number, index: number): string {
  if (index >= BRANDS) throw new RangeError(`a demo book holds at most ${BRANDS} customers`)
  const pair = shuffledNumber(seed, 'brand', PAIRS, index % PAIRS)
  const block = Math.floor(index / PAIRS)
  const two = itemAt(FIRST, Math.floor(pair / SECOND.length)) + itemAt(SECOND, pair % SECOND.length)
  return block === 0 ? two : two + itemAt(THIRD, block - 1)
}

const HEADS = [
  'Nor',
  'Alt',
  'Bel',
  'Cal',
  'Dor',
  'Est',
  'Fal',
  'Gran',
  'Hel',
  'Kar',
  'Lund',
  'Mar',
  'Oak',
  'Pem',
  'Quin',
]
const MIDDLES = ['a', 'e', 'i', 'o', 'u', 'en', 'er', 'in', 'or', 'an', 'al', 'es', 'ing']
const TAILS = [
  'dale',
  'berg',
  'ford',
  'mont',
  'stad',
  'wick',
  'haven',
  'ton',
  'field',
  'mark',
  'vik',
  'sen',
  'bridge',
]

/** How a company abroad is named: an invented word, numbered through syllables, and the legal form of its country. */
export function foreignNameOf(seed: number, index: number, form: string): string {
  const size = largestPrimeUpTo(HEADS.length * MIDDLES.length * TAILS.length)
  const word = shuffledNumber(seed, 'foreign', size, index % size)
  const tail = itemAt(TAILS, word % TAILS.length)
  const middle = itemAt(MIDDLES, Math.floor(word / TAILS.length) % MIDDLES.length)
  const head = itemAt(HEADS, Math.floor(word / (TAILS.length * MIDDLES.length)))
  const block = Math.floor(index / size)
  const name = `${head}${middle}${tail}`
  return block === 0 ? `${name} ${form}` : `${name} ${roman(block + 1)} ${form}`
}

function roman(value: number): string {
  const marks: readonly (readonly [number, string])[] = [
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ]
  let left = value
  let text = ''
  for (const [worth, mark] of marks) {
    while (left >= worth) {
      text += mark
      left -= worth
    }
  }
  return text
}

function largestPrimeUpTo(limit: number): number {
  const isPrime = (value: number): boolean => {
    for (let divisor = 2; divisor * divisor <= value; divisor++) if (value % divisor === 0) return false
    return true
  }
  let value = limit
  while (!isPrime(value)) value--
  return value
}

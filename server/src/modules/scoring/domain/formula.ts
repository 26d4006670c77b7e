import { Environment, ParseError, type ASTNode } from '@marcbachmann/cel-js'
import type { Bilingual } from '../../../kernel/bilingual.js'
import { featureCodes, features, type FeatureCode, type FeatureUnit } from './features.js'

/**
 * An expression over features in the Common Expression Language (CEL), of which arithmetic, comparisons, conditions and
 * min, max, abs may be used. Features are read in their own unit; all numbers are decimals.
 */
export interface Formula {
  readonly expression: string
  /** The unit of its value, which is rounded half up to a whole number. */
  readonly unit: Exclude<FeatureUnit, 'code'>
}

/** Values of the inputs in their order; none is missing. */
type Values = readonly (number | string)[]

export interface CompiledFormula {
  readonly inputs: readonly FeatureCode[]
  /** A whole number; null after a division by zero or beyond what counts as a number here. */
  readonly value: (values: Values) => number | null
}

export type FormulaReading =
  | { readonly formula: CompiledFormula; readonly fault: null }
  | { readonly formula: null; readonly fault: Bilingual }

/** Larger values are no figures of a credit file. */
const MOST = 1e12
/** Bounds what a formula can cost: parts and nesting. */
const parser = new Environment({ limits: { maxAstNodes: 200, maxDepth: 20, maxListElements: 50 } })

type Part =
  | { readonly type: 'number'; readonly get: (values: Values) => number }
  | { readonly type: 'text'; readonly get: (values: Values) => string }
  | { readonly type: 'truth'; readonly get: (values: Values) => boolean }

class Fault extends Error {
  constructor(readonly text: Bilingual) {
    super(text.en)
  }
}

/** Reads, checks and compiles an expression; nothing of it is ever run as JavaScript. */
export function readFormula(expression: string): FormulaReading {
  try {
    const compiler = new Compiler()
    const part = compiler.part(parser.parse(expression).ast)
    if (compiler.inputs.length === 0) throw fault('公式没有用到任何数据', 'the formula reads no feature')
    return { formula: { inputs: compiler.inputs, value: compiler.finish(part) }, fault: null }
  } catch (error) {
    if (error instanceof Fault) return { formula: null, fault: error.text }
    if (!(error instanceof ParseError)) throw error
    const at = (error.range?.start ?? 0) + 1
    return {
      formula: null,
      fault: { zh: `第 ${at} 个字符处写法有误`, en: `${error.summary} at character ${at}` },
    }
  }
}

const known = new WeakMap<Formula, FormulaReading>()

/** A formula of a scorecard, compiled once; null when it cannot be. */
export function compiled(formula: Formula): CompiledFormula | null {
  const before = known.get(formula)
  if (before) return before.formula
  const reading = readFormula(formula.expression)
  known.set(formula, reading)
  return reading.formula
}

function fault(zh: string, en: string): Fault {
  return new Fault({ zh, en })
}

const typeNames = {
  number: { zh: '数', en: 'number' },
  text: { zh: '文本', en: 'text' },
  truth: { zh: '是否', en: 'truth value' },
} as const

class Compiler {
  readonly inputs: FeatureCode[] = []
  /** Set while a value is worked out in which something was divided by zero. */
  private broken = false

  finish(part: Part): (values: Values) => number | null {
    if (part.type === 'text') throw fault('公式的结果必须是数', 'the formula must give a number')
    const { get } = part
    return (values) => {
      this.broken = false
      const value = Number(get(values))
      if (this.broken || !(Math.abs(value) <= MOST)) return null
      return Math.floor(value + 0.5)
    }
  }

  part(node: ASTNode): Part {
    switch (node.op) {
      case 'value':
        return literal(node.args)
      case 'id':
        return this.feature(node.args)
      case '-_': {
        const get = this.number(node.args)
        return { type: 'number', get: (values) => -get(values) }
      }
      case '!_': {
        const get = this.truth(node.args)
        return { type: 'truth', get: (values) => !get(values) }
      }
      case '&&':
      case '||': {
        const [left, right] = [this.truth(node.args[0]), this.truth(node.args[1])]
        const isAnd = node.op === '&&'
        return {
          type: 'truth',
          get: (values) => (isAnd ? left(values) && right(values) : left(values) || right(values)),
        }
      }
      case '?:':
        return this.choice(node.args)
      case '+':
      case '-':
      case '*':
      case '/':
        return { type: 'number', get: this.arithmetic(node.op, node.args) }
      case '<':
      case '<=':
      case '>':
      case '>=':
        return { type: 'truth', get: this.comparison(node.op, node.args) }
      case '==':
      case '!=':
        return { type: 'truth', get: this.equality(node.op === '==', node.args) }
      case 'in':
        return { type: 'truth', get: this.membership(node.args) }
      case 'call':
        return { type: 'number', get: this.call(node.args) }
      default:
        throw fault(`不能使用“${node.op}”`, `“${node.op}” may not be used`)
    }
  }

  private feature(name: string): Part {
    const code = featureCodes.find((one) => one === name)
    if (code === undefined) throw fault(`没有“${name}”这项数据`, `there is no feature “${name}”`)
    const found = this.inputs.indexOf(code)
    const place = found < 0 ? this.inputs.push(code) - 1 : found
    return features[code].unit === 'code'
      ? { type: 'text', get: (values) => String(values[place]) }
      : { type: 'number', get: (values) => Number(values[place]) }
  }

  private number(node: ASTNode): (values: Values) => number {
    const part = this.part(node)
    if (part.type !== 'number') throw wrongType(part.type, 'number')
    return part.get
  }

  private truth(node: ASTNode): (values: Values) => boolean {
    const part = this.part(node)
    if (part.type !== 'truth') throw wrongType(part.type, 'truth')
    return part.get
  }

  private arithmetic(op: '+' | '-' | '*' | '/', [a, b]: [ASTNode, ASTNode]): (values: Values) => number {
    const [left, right] = [this.number(a), this.number(b)]
    switch (op) {
      case '+':
        return (values) => left(values) + right(values)
      case '-':
        return (values) => left(values) - right(values)
      case '*':
        return (values) => left(values) * right(values)
      case '/':
        return (values) => {
          const by = right(values)
          if (by === 0) this.broken = true
          return left(values) / by
        }
    }
  }

  private comparison(op: '<' | '<=' | '>' | '>=', [a, b]: [ASTNode, ASTNode]): (values: Values) => boolean {
    const [left, right] = [this.number(a), this.number(b)]
    switch (op) {
      case '<':
        return (values) => left(values) < right(values)
      case '<=':
        return (values) => left(values) <= right(values)
      case '>':
        return (values) => left(values) > right(values)
      case '>=':
        return (values) => left(values) >= right(values)
    }
  }

  private equality(equal: boolean, [a, b]: [ASTNode, ASTNode]): (values: Values) => boolean {
    const [left, right] = [this.part(a), this.part(b)]
    if (left.type !== right.type) throw wrongType(right.type, left.type)
    return (values) => (left.get(values) === right.get(values)) === equal
  }

  private membership([a, b]: [ASTNode, ASTNode]): (values: Values) => boolean {
    if (b.op !== 'list') throw fault('“in”后面须为列表，如 ["A", "B"]', '“in” needs a list, as in ["A", "B"]')
    const left = this.part(a)
    const items = b.args.map((node) => {
      const item = this.part(node)
      if (item.type !== left.type) throw wrongType(item.type, left.type)
      return item
    })
    return (values) => {
      const value = left.get(values)
      return items.some((item) => item.get(values) === value)
    }
  }

  private choice([condition, then, otherwise]: [ASTNode, ASTNode, ASTNode]): Part {
    const test = this.truth(condition)
    const [yes, no] = [this.part(then), this.part(otherwise)]
    if (yes.type === 'number' && no.type === 'number')
      return { type: 'number', get: (values) => (test(values) ? yes : no).get(values) }
    if (yes.type === 'text' && no.type === 'text')
      return { type: 'text', get: (values) => (test(values) ? yes : no).get(values) }
    if (yes.type === 'truth' && no.type === 'truth')
      return { type: 'truth', get: (values) => (test(values) ? yes : no).get(values) }
    throw wrongType(no.type, yes.type)
  }

  private call([name, args]: [string, ASTNode[]]): (values: Values) => number {
    const parts = args.map((node) => this.number(node))
    const [first] = parts
    if (name === 'abs' && first && parts.length === 1) return (values) => Math.abs(first(values))
    if ((name === 'min' || name === 'max') && parts.length > 1) {
      const pick = name === 'min' ? Math.min : Math.max
      return (values) => parts.map((part) => part(values)).reduce((a, b) => pick(a, b))
    }
    throw fault(
      `不能使用函数“${name}”；可用 min、max（两个以上的数）和 abs（一个数）`,
      `the function “${name}” may not be used so; there are min and max of two or more numbers, and abs of one`,
    )
  }
}

function literal(value: unknown): Part {
  if (typeof value === 'string') return { type: 'text', get: () => value }
  if (typeof value === 'boolean') return { type: 'truth', get: () => value }
  if (typeof value === 'number' || typeof value === 'bigint') {
    const number = Number(value)
    if (Math.abs(number) <= MOST) return { type: 'number', get: () => number }
  }
  throw fault(`不能使用“${String(value)}”`, `“${String(value)}” may not be used`)
}

function wrongType(found: Part['type'], needed: Part['type']): Fault {
  const [is, must] = [typeNames[found], typeNames[needed]]
  return fault(`此处应为${must.zh}，而不是${is.zh}`, `a ${must.en} is needed where there is a ${is.en}`)
}

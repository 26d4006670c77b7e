import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { lookIntoOnnx, modelOfFile } from '../../modules/scoring/models/import-onnx.js'
import { onnxColumns } from '../../modules/scoring/models/onnx-schemas.js'
import type { OnnxMapping, OnnxSummary } from '../../modules/scoring/domain/onnx/to-model.js'
import { CommandFailed, refusalsAsMessages, UsageError } from './command-error.js'
import { printResult } from './with-installation.js'

interface OnnxOptions {
  columns?: string
  mapping?: string
  badClass?: string
  save?: string
  json?: boolean
}

export function onnxCommand(): Command {
  return new Command('from-onnx')
    .argument('<file>', 'an .onnx file: trees or a linear model of two classes')
    .description('tell what an ONNX model wants to be given, or make it a model that score and sql take')
    .option('--columns <names>', 'what stands in its columns, in their order, separated by commas')
    .option(
      '--mapping <file>',
      'the same as JSON with factors, levels and missing values, as the API takes it',
    )
    .option('--bad-class <class>', 'the class that is bad, where it is not 1 or the second')
    .option('--save <file>', 'write the model as JSON, for: xinheng model score')
    .option('--json', 'print as JSON')
    .action(fromOnnx)
}

async function fromOnnx(file: string, options: OnnxOptions): Promise<void> {
  for (const path of [file, options.mapping]) {
    if (path !== undefined && !existsSync(path)) throw new UsageError(`There is no file ${path}.`)
  }
  const bytes = readFileSync(file)
  const columns = columnsOf(options)
  if (columns === null) {
    if (options.save !== undefined) throw new UsageError('--save needs --columns or --mapping.')
    const summary = await refusalsAsMessages(() => lookIntoOnnx(bytes))
    printResult(options.json, summary, inWords(summary))
    return
  }
  const { badClass, save } = options
  const model = await refusalsAsMessages(() => modelOfFile(bytes, { columns, badClass }))
  if (save !== undefined) writeFileSync(save, `${JSON.stringify(model)}\n`)
  const said = save === undefined ? [JSON.stringify(model)] : [`${model.method} model written to ${save}`]
  printResult(options.json, { model }, said)
}

function columnsOf({ columns, mapping }: OnnxOptions): OnnxMapping['columns'] | null {
  if (columns !== undefined && mapping !== undefined)
    throw new UsageError('--columns and --mapping say the same: give one of them.')
  if (columns !== undefined) return checked(columns.split(',').map((name) => ({ feature: name.trim() })))
  return mapping === undefined ? null : checked(parsed(mapping))
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new CommandFailed(`${path} is no JSON.`)
  }
}

function checked(value: unknown): OnnxMapping['columns'] {
  const { success, data, error } = onnxColumns.safeParse(value)
  if (success) return data
  const [fault] = error.issues
  throw new CommandFailed(`columns ${fault?.path.join('.') ?? ''}: ${fault?.message ?? 'not as expected'}`)
}

function inWords({ producer, kind, trees, classes, columns, operators }: OnnxSummary): string[] {
  return [
    `${kind}${kind === 'trees' ? ` (${trees})` : ''}${producer === '' ? '' : ` by ${producer}`}: ${operators.join(', ')}`,
    ...(classes.length > 0 ? [`classes: ${classes.join(', ')}`] : []),
    ...columns.map(({ name, text }, at) => `column ${at + 1}: ${name}${text ? ' (text)' : ''}`),
    'Say what stands in them with --columns.',
  ]
}

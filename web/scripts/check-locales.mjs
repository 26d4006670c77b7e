/**
 * Proves that the interface is complete in both languages: the same keys in zh-CN and en, no key that nobody uses,
 * no key that is used but not there, no Chinese words in the code, no Chinese in English and no empty text.
 * Exit code 1 with one line per fault.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = join(dirname(fileURLToPath(import.meta.url)), '..', 'src')
const locales = join(source, 'locales')
const chinese = /[\u3400-\u9fff]/
const faults = []
/** Keys that other texts bring in, as `$t(common:counted.day, …)`. */
const usedInTexts = new Set()

function flatten(node, prefix = '') {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  )
}

const withoutPlural = (key) => key.replace(/_(zero|one|two|few|many|other)$/, '')

function readLanguage(language) {
  const words = new Map()
  for (const file of readdirSync(join(locales, language)).sort()) {
    const namespace = file.replace(/\.json$/, '')
    const entries = flatten(JSON.parse(readFileSync(join(locales, language, file), 'utf8')))
    for (const [key, text] of entries) {
      if (text.trim() === '') faults.push(`${language}/${namespace}: ${key} is empty`)
      if (language === 'en' && chinese.test(text) && !/otherLanguage$/.test(key)) {
        faults.push(`en/${namespace}: ${key} has Chinese words`)
      }
    }
    for (const [, text] of entries)
      for (const [, key] of text.matchAll(/\$t\((?:[\w-]+:)?([\w.-]+)/g)) usedInTexts.add(key)
    words.set(namespace, new Set(entries.map(([key]) => withoutPlural(key))))
  }
  return words
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.tsx?$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name) ? [path] : []
  })
}

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')

/** Which keys a file mentions: whole ones in quotes, and the fixed beginnings of those built in templates. */
function mentions(text) {
  const whole = [...text.matchAll(/['"`]((?:[\w-]+:)?[\w-]+(?:\.[\w-]+)*)['"`]/g)].map((match) => match[1])
  const beginnings = [...text.matchAll(/`((?:[\w-]+:)?[\w.-]*)\$\{/g)]
    .map((match) => match[1])
    .filter((p) => /\.$/.test(p))
  const asked = [...text.matchAll(/\bt\(\s*['"]([^'"]+)['"]/g)].map((match) => match[1])
  return { whole, beginnings, asked }
}

const zh = readLanguage('zh-CN')
const en = readLanguage('en')
for (const namespace of new Set([...zh.keys(), ...en.keys()])) {
  const [inZh, inEn] = [zh.get(namespace) ?? new Set(), en.get(namespace) ?? new Set()]
  for (const key of inZh) if (!inEn.has(key)) faults.push(`en/${namespace}: ${key} is missing`)
  for (const key of inEn) if (!inZh.has(key)) faults.push(`zh-CN/${namespace}: ${key} is missing`)
}

const used = new Set(usedInTexts)
const usedBeginnings = []
for (const path of sources(source)) {
  const text = withoutComments(readFileSync(path, 'utf8'))
  const name = relative(source, path)
  text.split('\n').forEach((line) => {
    if (chinese.test(line)) faults.push(`${name}: Chinese words in the code: ${line.trim().slice(0, 60)}`)
  })
  const { whole, beginnings, asked } = mentions(text)
  const spaces = [...text.matchAll(/useTranslation\(\s*\[?\s*['"]([\w-]+)['"]|TFunction<'([\w-]+)'>/g)]
  const namespaces = new Set([...spaces.map((match) => match[1] ?? match[2]), 'common'])
  for (const key of whole) used.add(key.replace(/^[\w-]+:/, ''))
  for (const beginning of beginnings) usedBeginnings.push(beginning.replace(/^[\w-]+:/, ''))
  for (const key of asked) {
    const [space, rest] = key.includes(':') ? key.split(':') : [undefined, key]
    const candidates = space === undefined ? [...namespaces] : [space]
    if (!candidates.some((candidate) => zh.get(candidate)?.has(rest))) {
      faults.push(`${name}: t('${key}') is in none of ${candidates.join(', ')}`)
    }
  }
}
let count = 0
for (const [namespace, keys] of zh) {
  for (const key of keys) {
    count += 1
    if (!used.has(key) && !usedBeginnings.some((beginning) => key.startsWith(beginning))) {
      faults.push(`${namespace}: ${key} is used nowhere`)
    }
  }
}

if (count === 0) faults.push('no words were found at all')
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.stdout.write(`${count} texts in two languages, ${faults.length} faults\n`)
process.exit(faults.length === 0 ? 0 : 1)

import { XMLParser } from 'fast-xml-parser'
import { Refusal } from '../../kernel/errors.js'

/** A node of a parsed XML document: its text, or its children and attributes by name. */
export type XmlNode = unknown

/** Elements that a statement may repeat: always read as lists. */
const repeated = new Set([
  ...['Stmt', 'Bal', 'Ntry', 'NtryDtls', 'TxDtls', 'Ustrd', 'Strd', 'RfrdDocInf', 'AddtlRmtInf'],
])

/**
 * Parses an XML text into a tree; amounts and dates stay the texts that they are. A document type definition is refused
 * before anything is parsed, so that there are no entities but the five of XML and numbers of characters. Refuses text
 * that is not well formed.
 */
export function parseXml(text: string): XmlNode {
  if (/<!DOCTYPE/i.test(text)) throw new Refusal('file_damaged', { detail: 'DOCTYPE' })
  const parser = new XMLParser({
    ...{ ignoreAttributes: false, attributeNamePrefix: '@', textNodeName: '#', removeNSPrefix: true },
    ...{ parseTagValue: false, parseAttributeValue: false, trimValues: true, htmlEntities: true },
    ...{ ignoreDeclaration: true, ignorePiTags: true, isArray: (name: string) => repeated.has(name) },
  })
  try {
    return parser.parse(text, true) as XmlNode
  } catch (error) {
    throw new Refusal('file_damaged', { detail: error instanceof Error ? error.message : String(error) })
  }
}

/** The descendant along a path of names; of a list its first. Undefined where there is none. */
export function nodeAt(node: XmlNode, ...path: readonly string[]): XmlNode {
  let at = node
  for (const name of path) {
    if (Array.isArray(at)) at = at[0] as XmlNode
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Readonly<Record<string, XmlNode>>)[name]
  }
  return at
}

/** The children of a name that may be repeated. */
export function nodesAt(node: XmlNode, ...path: readonly string[]): readonly XmlNode[] {
  const found = nodeAt(node, ...path)
  if (found === undefined) return []
  return Array.isArray(found) ? (found as readonly XmlNode[]) : [found]
}

/** The text of a descendant; empty where there is none. */
export function textAt(node: XmlNode, ...path: readonly string[]): string {
  const found = nodeAt(node, ...path)
  const one = Array.isArray(found) ? (found[0] as XmlNode) : found
  const text = typeof one === 'object' && one !== null ? nodeAt(one, '#') : one
  return typeof text === 'string' ? text.trim() : ''
}

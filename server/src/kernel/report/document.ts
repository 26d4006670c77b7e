import type { Language } from '../bilingual.js'
import type { Drawing } from './drawing.js'

export interface ReportColumn {
  readonly title: string
  /** Share of the width; shares need not add up to anything. */
  readonly share: number
  readonly align: 'left' | 'right'
}

/** A part of a section. All texts are ready to be read, in the language of the document. */
export type ReportBlock =
  /** The few figures that the reader looks for first. */
  | {
      readonly kind: 'figures'
      readonly items: readonly { readonly label: string; readonly value: string; readonly note: string }[]
    }
  /** Label and value. */
  | { readonly kind: 'pairs'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'text'; readonly text: string; readonly quiet: boolean }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Rows named in `strong` (by place) stand out: sums, headings of groups. */
  | {
      readonly kind: 'table'
      readonly title: string
      readonly columns: readonly ReportColumn[]
      readonly rows: readonly (readonly string[])[]
      readonly strong: readonly number[]
    }
  | {
      readonly kind: 'charts'
      readonly charts: readonly { readonly title: string; readonly drawing: Drawing }[]
    }

export interface ReportSection {
  readonly id: string
  readonly title: string
  readonly blocks: readonly ReportBlock[]
}

/**
 * A report as content: what it says, in which order. Page and PDF show the same document, so that they cannot differ.
 */
export interface ReportDocument {
  readonly language: Language
  readonly title: string
  readonly subtitle: string
  /** At the head of every page: whose report, about whom, of which day. */
  readonly organisation: string
  readonly subject: string
  readonly date: string
  /** What kind of paper this is, on every page: `内部评级，非公共征信评级`. */
  readonly marking: string
  /** Who took it and when, across every page. */
  readonly watermark: string
  readonly sections: readonly ReportSection[]
}

export function column(title: string, share: number, align: 'left' | 'right' = 'left'): ReportColumn {
  return { title, share, align }
}

export function table(
  columns: readonly ReportColumn[],
  rows: readonly (readonly string[])[],
  { title = '', strong = [] }: { readonly title?: string; readonly strong?: readonly number[] } = {},
): ReportBlock {
  return { kind: 'table', title, columns, rows, strong }
}

export function pairs(rows: readonly (readonly [string, string])[]): ReportBlock {
  return { kind: 'pairs', rows }
}

export function text(words: string, quiet = false): ReportBlock {
  return { kind: 'text', text: words, quiet }
}

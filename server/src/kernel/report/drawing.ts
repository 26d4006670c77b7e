/** What a line or a text is drawn for; screen and paper choose the colour. */
export type Ink = 'ink' | 'quiet' | 'line' | 'first' | 'second' | 'third' | 'danger'

export type Point = readonly [x: number, y: number]

/** A part of a drawing. Lengths are points (1/72 inch) from the upper left corner. */
export type Shape =
  | {
      readonly kind: 'path'
      readonly points: readonly Point[]
      readonly ink: Ink
      readonly width: number
      readonly dashed: boolean
    }
  | {
      readonly kind: 'box'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly ink: Ink
      readonly faint: boolean
    }
  | {
      readonly kind: 'dot'
      readonly x: number
      readonly y: number
      readonly radius: number
      readonly ink: Ink
    }
  | {
      readonly kind: 'text'
      readonly x: number
      /** Of the base line. */
      readonly y: number
      readonly text: string
      readonly size: number
      readonly ink: Ink
      readonly anchor: 'start' | 'middle' | 'end'
    }

/** A chart as the shapes it consists of: screen and paper draw the same ones, so that they cannot differ. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly shapes: readonly Shape[]
  /** What the picture says, for those who do not see it. */
  readonly label: string
}

/** Rounded to hundredths of a point: finer than any printer, and the same text everywhere. */
export function placed(length: number): number {
  return Math.round(length * 100) / 100
}

export function path(
  points: readonly Point[],
  ink: Ink,
  { width = 0.6, dashed = false }: { readonly width?: number; readonly dashed?: boolean } = {},
): Shape {
  const rounded = points.map(([x, y]): Point => [placed(x), placed(y)])
  return { kind: 'path', points: rounded, ink, width, dashed }
}

export function box(
  area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  ink: Ink,
  faint = false,
): Shape {
  return {
    kind: 'box',
    x: placed(area.x),
    y: placed(area.y),
    width: placed(area.width),
    height: placed(area.height),
    ink,
    faint,
  }
}

export function dot(x: number, y: number, ink: Ink, radius = 1.8): Shape {
  return { kind: 'dot', x: placed(x), y: placed(y), radius, ink }
}

export function words(
  text: string,
  x: number,
  y: number,
  {
    ink = 'quiet',
    anchor = 'start',
    size = 7,
  }: { ink?: Ink; anchor?: 'start' | 'middle' | 'end'; size?: number } = {},
): Shape {
  return { kind: 'text', x: placed(x), y: placed(y), text, size, ink, anchor }
}

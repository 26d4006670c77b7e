/** As much of fontkit as is used: it has no types of its own. */
declare module 'fontkit' {
  /** A font whose tables are read as they are needed. */
  export interface Font {
    layout(text: string): unknown
  }
  export function create(font: Uint8Array): Font
}

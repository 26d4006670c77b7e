/** What must not begin a line: closing marks, sentence marks, and marks that belong to the number or word before. */
const NOT_AT_BEGIN = new Set('、。，．・：；？！!?,.:;)]}〕〉》」』】〗）］｝”’…—～〜%‰℃°％·/')
/** What must not end a line: opening marks and signs that belong to the number behind. */
const NOT_AT_END = new Set('([{〔〈《「『【〖（［｛“‘￥¥$#＃')

/** Characters between any two of which a line may end: Chinese characters and full-width signs. */
function isWide(letter: string): boolean {
  return /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]|[\ud840-\ud8bf]/u.test(letter)
}

/** Whether a line may end between two characters, the second of which may begin one. */
function maySplit(previous: string, letter: string): boolean {
  return previous === ' ' || ((isWide(previous) || isWide(letter)) && !NOT_AT_END.has(previous))
}

/** The smallest pieces that stay together: a word, one Chinese character with the marks that cling to it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let previous = ''
  for (const letter of text) {
    const splits =
      previous === '' || (letter !== ' ' && !NOT_AT_BEGIN.has(letter) && maySplit(previous, letter))
    if (splits) pieces.push(letter)
    else pieces[pieces.length - 1] = `${pieces.at(-1) ?? ''}${letter}`
    previous = letter
  }
  return pieces
}

/**
 * Breaks a text into lines of at most `width`, by the rules of Chinese typography (GB/T 15834: no mark that closes at
 * the beginning of a line, none that opens at its end) and between words otherwise. A word that is longer than a line
 * is cut. `widthOf` measures a text in the same unit as `width`. Line ends in the text are kept.
 */
export function breakLines(text: string, width: number, widthOf: (text: string) => number): string[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(paragraph, width, widthOf))
}

function breakParagraph(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text).flatMap((one) => cut(one, width, widthOf))) {
    if (line !== '' && widthOf((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = piece
    } else line += piece
  }
  return [...lines, line.trimEnd()]
}

/** A piece longer than a line, in parts that fit. */
function cut(piece: string, width: number, widthOf: (text: string) => number): string[] {
  if (widthOf(piece.trimEnd()) <= width) return [piece]
  const parts: string[] = []
  let part = ''
  for (const letter of piece) {
    const clings = letter === ' ' || NOT_AT_BEGIN.has(letter)
    const fits = part === '' || clings || widthOf(part + letter) <= width
    if (fits) part += letter
    else {
      parts.push(part)
      part = letter
    }
  }
  return [...parts, part]
}

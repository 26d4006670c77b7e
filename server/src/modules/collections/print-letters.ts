import { openPaper, MARGIN } from '../../platform/pdf/paper.js'
import type { ListedMessage } from './dunning-message-list-store.js'

const BODY = 10.5

/** Letters as one PDF to be printed and posted: each begins on a page of its own. */
export function printLetters(
  letters: readonly Pick<ListedMessage, 'title' | 'body' | 'locale'>[],
  { organisation, at }: { readonly organisation: string; readonly at: Date },
): Promise<Buffer> {
  const language = letters[0]?.locale ?? 'zh-CN'
  const paper = openPaper({ title: letters[0]?.title ?? '', author: organisation, language, at })
  letters.forEach((letter, index) => {
    if (index > 0) paper.nextPage()
    const style = { size: BODY, width: paper.width }
    const sender = paper.lines(organisation, paper.width, { size: 12, weight: 'bold' })
    paper.y += paper.block(sender, MARGIN, paper.y, { size: 12, weight: 'bold', width: paper.width }) + 24
    const title = paper.lines(letter.title, paper.width, { size: 16, weight: 'bold' })
    paper.y += paper.block(title, MARGIN, paper.y, { size: 16, weight: 'bold', width: paper.width }) + 16
    for (const paragraph of letter.body.split('\n')) {
      const lines = paragraph === '' ? [''] : paper.lines(paragraph, paper.width, style)
      for (const line of lines) {
        paper.need(BODY * 1.8)
        paper.y += paper.block([line], MARGIN, paper.y, style) + 3
      }
    }
  })
  return paper.finish()
}
